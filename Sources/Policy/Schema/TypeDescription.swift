/// What a field takes, told without Swift: documentation, JSON Schema and messages are made from it.
public indirect enum TypeDescription: Sendable {
  /// Text.
  case text
  /// Text that is never shown.
  case secret
  /// A finite number in a range.
  case number(Interval?)
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// `true` or `false`.
  case boolean
  /// A duration with a unit.
  case duration
  /// An interval.
  case interval
  /// One of some words.
  case choice([String])
  /// A key with placeholders.
  case keyTemplate
  /// The name of a connection.
  case connection
  /// An expression.
  case expression
  /// A list.
  case list(TypeDescription)
  /// A mapping from names to values.
  case map(TypeDescription)
  /// A mapping with known fields.
  case object([FieldDescription])
  /// One of several forms.
  case either([TypeDescription])
  /// What the text describes.
  case described(String)

  /// A few words for messages.
  public var words: String {
    switch self {
    case .text, .secret: "text"
    case .number(let range): range.map { "a number in \($0)" } ?? "a number"
    case .integer(let range):
      range.upperBound == Int.max
        ? "a whole number from \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "`true` or `false`"
    case .duration: "a duration such as `30s` or `15m`"
    case .interval: "an interval such as `[0, 1]` or `(0, 1e12]`"
    case .choice(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .keyTemplate: "a key such as `app:state:{symbol}`"
    case .connection: "the name of a connection"
    case .expression: "an expression"
    case .list(let item): "a list, each item \(item.words)"
    case .map(let value): "a mapping of names to \(value.words)"
    case .object: "a mapping"
    case .either(let forms): forms.map(\.words).joined(separator: ", or ")
    case .described(let words): words
    }
  }
}
