internal import Diagnostics

/// How a command ended, as the shell is told.
public enum HostExit: Int32, Sendable {
  /// All is well.
  case success = 0
  /// There were findings, or a write failed.
  case failure = 1
  /// A file could not be read.
  case unreadable = 2
  /// The same for a command that was asked to tell: it could compare, and there are differences.
  static let differences = HostExit.unreadable
  /// The command line is wrong.
  case usage = 64
  /// Something that the command needs of the machine is not there.
  case unavailable = 69
  /// The policy is bad: starting again will not help.
  case configuration = 78

  /// How a command that only reads ends when findings keep it from its work: a file that cannot be read is no bad policy.
  static func refusing(_ findings: DiagnosticBag) -> HostExit {
    findings.sorted.contains { $0.code == .fileUnreadable } ? .unreadable : .configuration
  }
}
