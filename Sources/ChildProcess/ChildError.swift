/// Why a program gave no answer.
public struct ChildError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The sort of failure.
  public enum Kind: Sendable, Hashable {
    /// It cannot be started.
    case notStarted
    /// It does not go on running.
    case unreachable
    /// It did not answer in time.
    case timedOut
    /// What it wrote is no answer.
    case invalid
    /// The task was cancelled, or the process closed.
    case cancelled
  }

  /// The sort of failure.
  public let kind: Kind
  /// What happened, as a sentence of which the program is the subject: `ended with status 1`.
  public let message: String

  /// An error.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
