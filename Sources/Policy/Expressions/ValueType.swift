/// What kind of value an expression gives.
public enum ValueType: Sendable, Hashable, CustomStringConvertible {
  /// A finite double of some unit; a duration is a number of unit `seconds`.
  case number(Unit)
  /// A text.
  case text
  /// True or false.
  case boolean
  /// A point in time, in Unix seconds.
  case time

  /// As a message calls it: `a number in usd`, `a number without unit`, `text`.
  public var description: String {
    switch self {
    case .number(let unit): unit.isRatio ? "a number without unit" : "a number in \(unit)"
    case .text: "text"
    case .boolean: "a boolean"
    case .time: "a time"
    }
  }

  /// The unit of a number, else nil.
  public var unit: Unit? {
    if case .number(let unit) = self { unit } else { nil }
  }

  /// Whether both are of one kind, whatever their units.
  func isSameKind(as other: ValueType) -> Bool {
    switch (self, other) {
    case (.number, .number), (.text, .text), (.boolean, .boolean), (.time, .time): true
    default: false
    }
  }

  /// Whether values of the type have a smaller and a larger.
  var isOrdered: Bool {
    switch self {
    case .number, .time: true
    case .text, .boolean: false
    }
  }
}
