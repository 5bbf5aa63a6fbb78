public import Policy

/// The values of one register in one tick: a row for each entity, or a single one for the tick.
///
/// Booleans are the numbers 0 and 1, times are Unix seconds. A column of texts has no numbers, and any other no texts. The value of a
/// cell that is not present means nothing.
public struct Column: Sendable {
  /// The state of each row.
  public internal(set) var states: [CellState] = []
  /// The number of each row.
  public internal(set) var numbers: [Double] = []
  /// The text of each row.
  public internal(set) var texts = TextColumn()
  /// Whether the rows are texts.
  public let isText: Bool

  /// A column without rows for values of a type.
  public init(for type: ValueType) {
    isText = type == .text
  }

  /// How many rows there are.
  public var count: Int { states.count }

  /// Drops all rows and keeps the buffers.
  public mutating func removeAll() {
    states.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    texts.removeAll()
  }

  /// Adds a number, or a time in Unix seconds. It must be finite, and the column not one of texts.
  public mutating func append(_ number: Double) {
    precondition(!isText && number.isFinite, "a column of numbers takes finite numbers")
    states.append([])
    numbers.append(number)
  }

  /// Adds a boolean. The column must not be one of texts.
  public mutating func append(_ boolean: Bool) {
    append(boolean ? 1 : 0)
  }

  /// Adds a text. The column must be one of texts.
  public mutating func append(_ text: String) {
    precondition(isText, "a column of numbers takes no texts")
    states.append([])
    texts.append(text)
  }

  /// Adds a text by its UTF-8 bytes. The column must be one of texts.
  public mutating func append(_ text: Span<UInt8>) {
    precondition(isText, "a column of numbers takes no texts")
    states.append([])
    texts.append(text)
  }

  /// Adds a row without a value.
  public mutating func append(_ state: CellState) {
    precondition(!state.isPresent, "a row without a value is missing or withheld")
    states.append(state)
    if isText { texts.append("") } else { numbers.append(0) }
  }

  /// Adds a constant of the column's kind.
  mutating func append(_ constant: Constant) {
    switch constant {
    case .number(let value), .time(let value): append(value)
    case .boolean(let value): append(value)
    case .text(let text): append(text)
    }
  }
}
