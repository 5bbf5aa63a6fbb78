/// Why a Redis URL was refused.
///
/// The message states the rule that is broken and quotes nothing of the URL, since any part of a mistyped URL may be the password.
public struct RedisAddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that is broken, in lower case, without the URL.
  public let message: String

  init(_ message: String) {
    self.message = message
  }

  /// The same as `message`.
  public var description: String { message }
}
