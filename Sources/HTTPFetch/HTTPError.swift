/// Why a request gave no body.
public struct HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The sort of failure.
  public enum Kind: Sendable, Hashable {
    /// The address, a header or the timeout is not one that can be sent.
    case invalidRequest
    /// No connection: name, port, TLS.
    case unreachable
    /// The time ran out.
    case timedOut
    /// A status other than 200 that is no redirect.
    case status(Int)
    /// Body or headers are larger than the limits.
    case tooLarge
    /// A redirect: none is followed.
    case refusedRedirect
    /// The reply is not HTTP, or ends before its end.
    case brokenResponse
    /// The task was cancelled, or the fetcher closed.
    case cancelled
    /// libcurl itself failed, such as for want of memory.
    case libraryFailure
  }

  /// The sort of failure.
  public let kind: Kind
  /// What happened, with the address as ``HTTPFetch/redacted(_:)`` shows it.
  public let message: String

  /// Makes an error, for tests and stand-ins.
  public init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
