/// What an instruction computes, over whole columns.
public enum Operation: Sendable {
  /// A function of one value.
  case unary(UnaryOperation, Register)
  /// A function of two numbers or times.
  case binary(BinaryOperation, Register, Register)
  /// A comparison of two values of one type.
  case compare(Comparison, Register, Register)
  /// `&&`: false wherever one side is.
  case and(Register, Register)
  /// `||`: true wherever one side is.
  case or(Register, Register)
  /// `condition ? then : otherwise`
  case select(condition: Register, then: Register, otherwise: Register)
  /// The first that is not missing; one that is withheld ends the search.
  case coalesce([Register])
  /// The nearer end for a value outside; ends in the wrong order are a fault.
  case clamp(Register, lowest: Register, highest: Register)
  /// The smallest of several.
  case smallest([Register])
  /// The largest of several.
  case largest([Register])
  /// What the arm of the same text gives; missing where none fits.
  case match(Register, [MatchArm])
  /// Whether a value equals one of several.
  case membership(Register, of: [Register])
  /// The products added from left to right, each rounded by itself.
  case weights([WeightedTerm])
  /// One value for the tick from those of all entities.
  case aggregate(Aggregate, Register)

  /// The registers that the operation reads.
  public var operands: [Register] {
    switch self {
    case .unary(_, let operand), .aggregate(_, let operand): [operand]
    case .binary(_, let left, let right), .compare(_, let left, let right), .and(let left, let right), .or(let left, let right):
      [left, right]
    case .select(let condition, let then, let otherwise): [condition, then, otherwise]
    case .coalesce(let parts), .smallest(let parts), .largest(let parts): parts
    case .clamp(let value, let lowest, let highest): [value, lowest, highest]
    case .match(let subject, let arms): [subject] + arms.map(\.value)
    case .membership(let value, let list): [value] + list
    case .weights(let terms): terms.map(\.value)
    }
  }
}
