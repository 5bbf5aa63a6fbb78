/// A value of JSON as it was written.
public indirect enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number by its characters, so that none of its digits is lost and nothing is rounded twice.
  case number(String)
  /// A text, its escapes undone.
  case text(String)
  /// The items of an array.
  case list([JSONValue])
  /// The members of an object in their order, no name twice.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Hashable {
    /// Its name, the escapes undone.
    public let name: String
    /// Its value.
    public let value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; nil where this is no object, or has none of the name.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// What kind of value it is, for messages.
  public var kind: String {
    switch self {
    case .null: "`null`"
    case .boolean: "a boolean"
    case .number: "a number"
    case .text: "a text"
    case .list: "an array"
    case .object: "an object"
    }
  }

  /// The whole number that it is; nil for any other value, and for a number with a point, an exponent or too many digits.
  public var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }
}

/// Why bytes are no JSON.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The byte at which it shows, from 1.
  public let column: Int
  /// The rule that is broken, in lower case.
  public let message: String

  /// Place and rule.
  public var description: String { "column \(column): \(message)" }
}
