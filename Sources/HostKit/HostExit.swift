/// How a command ended, as the shell is told.
public enum HostExit: Int32, Sendable {
  /// All is well.
  case success = 0
  /// There were findings, or a write failed.
  case failure = 1
  /// A file could not be read.
  case unreadable = 2
  /// The command line is wrong.
  case usage = 64
  /// Something that the command needs of the machine is not there.
  case unavailable = 69
  /// The policy is bad: starting again will not help.
  case configuration = 78
}
