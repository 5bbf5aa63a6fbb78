internal import Diagnostics

/// What a field takes, told without Swift: documentation, JSON Schema and messages are made from it.
public indirect enum TypeDescription: Sendable {
  /// Text, not empty.
  case text
  /// Text that may be empty.
  case anyText
  /// Text that is never shown.
  case secret
  /// A name: letters, digits and `_`.
  case name
  /// Text of a form: an ECMA 262 expression that the whole text must fit, and the form in words.
  case pattern(String, words: String)
  /// A single value whose type another field decides.
  case scalar
  /// A finite number in a range.
  case number(Interval?)
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// `true` or `false`.
  case boolean
  /// A duration with a unit.
  case duration(allowsZero: Bool = false)
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
  /// A list of so many items.
  case list(TypeDescription, count: ClosedRange<Int> = 0...Int.max)
  /// A mapping from names to values.
  case map(TypeDescription, keys: TypeDescription = .anyText, count: ClosedRange<Int> = 0...Int.max)
  /// A mapping with known fields, of which so many are written, and one of `oneOf`; `others` is what fields of other names take, where there
  /// may be any.
  case object([FieldDescription], others: TypeDescription? = nil, count: ClosedRange<Int> = 0...Int.max, oneOf: [String] = [])
  /// One of several forms.
  case either([TypeDescription])
  /// A type that stands in several places under a name of its own.
  case shared(SharedType)
  /// A source or sink: which fields it has its `type` decides.
  case plugin(PluginKind)
  /// What the text describes.
  case described(String)

  /// A few words for messages.
  public var words: String {
    switch self {
    case .text, .anyText, .secret: "text"
    case .name: "a name"
    case .pattern(_, let words): words
    case .scalar: TypeDescription.either([.number(nil), .text, .boolean]).words
    case .number(let range): range.map { "a number in \($0)" } ?? "a number"
    case .integer(let range):
      range.upperBound == Int.max
        ? "a whole number from \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "`true` or `false`"
    case .duration: "a duration such as `30s` or `15m`"
    case .interval: "an interval such as `[0, 1]` or `(0, 1e12]`"
    case .choice(let words) where words.count == 1: "`\(words[0])`"
    case .choice(let words): "one of " + NameList.text(words)
    case .keyTemplate: "a key such as `app:state:{symbol}`"
    case .connection: "the name of a connection"
    case .expression: "an expression"
    case .list(let item, _): "a list, each item \(item.words)"
    case .map(let value, _, _): "a mapping of names to \(value.words)"
    case .object: "a mapping"
    case .either(let forms): forms.map(\.words).joined(separator: ", or ")
    case .shared(let type): type.words
    case .plugin(let kind): "a \(kind.rawValue)"
    case .described(let words): words
    }
  }
}
