/// A part of an expression that has been checked.
struct Operand {
  /// Where the value is.
  enum Source {
    case register(Register)
    /// A literal that has no register yet.
    case literal
  }

  let source: Source
  /// The value where it is the same in every tick.
  let constant: Constant?
  let type: ValueType
  /// A literal, or made of literals only: it takes the unit that its place wants.
  let isFlexible: Bool
  let cadence: Cadence
  let origin: Expression

  /// The number that it always is, or nil.
  var constantNumber: Double? {
    if case .number(let value) = constant { value } else { nil }
  }

  /// Whether it is a number that measures nothing, or can be one.
  var isRatio: Bool { type.unit.map { isFlexible || $0.isRatio } ?? false }
}
