/// Why an address is refused.
public struct HTTPAddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that is broken; never repeats any of the address.
  public let message: String

  /// The message.
  public var description: String { message }
}
