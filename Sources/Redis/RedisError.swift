/// Why a run against Redis failed.
public struct RedisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it is; more kinds may come.
  public enum Kind: String, Sendable, Hashable {
    /// No connection could be made: no such host, nobody listens, no route.
    case unreachable
    /// The deadline passed, or connecting took longer than the connect timeout.
    case timedOut = "timed_out"
    /// An established connection ended before all replies were there.
    case connectionLost = "connection_lost"
    /// The server sent what is not RESP2, more than was asked for, or more than the limits allow.
    case brokenProtocol = "broken_protocol"
    /// The server answered the greeting of a new connection (AUTH, SELECT, CLIENT SETNAME, PING) with an error.
    case refused
    /// The task was cancelled.
    case cancelled
    /// The client was closed before the run.
    case closed
    /// Connecting failed shortly before; nothing was tried now.
    case backingOff = "backing_off"
    /// The caller's `encode` did not write exactly one whole command; a fault of the program, not of the server.
    case invalidCommand = "invalid_command"
  }

  /// What kind of fault it is.
  public let kind: Kind
  /// One line for people, with the place but never the user or password.
  public let message: String
  /// Whether bytes of the caller's commands had been sent, so that some of them may have taken effect.
  public let commandsMayHaveRun: Bool

  /// Makes an error; also for tests of code that handles them.
  public init(kind: Kind, message: String, commandsMayHaveRun: Bool = false) {
    self.kind = kind
    self.message = message
    self.commandsMayHaveRun = commandsMayHaveRun
  }

  /// The same as `message`.
  public var description: String { message }
}
