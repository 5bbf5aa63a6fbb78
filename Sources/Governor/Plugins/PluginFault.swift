/// Why a plugin could not do what it was asked.
public struct PluginFault: Error, Sendable, CustomStringConvertible {
  /// Whose fault it is.
  public enum Kind: Sendable {
    /// The other side could not be asked.
    case unreachable
    /// It answered, and the answer cannot be used.
    case invalid
  }

  /// Whose fault it is.
  public let kind: Kind
  /// The server or file, as messages call it; faults of one place are told together. Holds no secret.
  public let place: String
  /// What happened, for a person. Holds no secret.
  public let message: String
  /// What to look at, for a person who has just written the policy: the end of `see whether …`. Left out, what holds for a server.
  public let help: String?

  /// A fault at a place.
  public init(_ kind: Kind, place: String, message: String, help: String? = nil) {
    self.kind = kind
    self.place = place
    self.message = message
    self.help = help
  }

  /// Place and message.
  public var description: String { "\(place): \(message)" }
}
