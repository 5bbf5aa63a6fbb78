internal import Policy

extension DerivationBuilder {
  /// What part each operand of an operation plays; nil where their places say enough.
  static func roles(_ operation: Operation) -> [String]? {
    switch operation {
    case .select: ["condition", "then", "otherwise"]
    case .clamp: ["value", "lowest", "highest"]
    case .match(_, let arms): ["of"] + arms.map(\.text)
    default: nil
    }
  }

  /// The operation as a policy writes it.
  static func word(_ operation: Operation, _ expression: Expression) -> String {
    switch operation {
    case .unary(let operation, _): word(operation)
    case .binary(let operation, _, _): word(operation)
    case .compare(let comparison, _, _): word(comparison)
    case .and: "&&"
    case .or: "||"
    case .select: "?:"
    case .coalesce: "first_of"
    case .clamp: "clamp"
    case .smallest: "min"
    case .largest: "max"
    case .match: "match"
    case .membership: "in"
    case .weights: "weights"
    case .aggregate(let aggregate, _): word(aggregate)
    }
  }

  private static func word(_ operation: UnaryOperation) -> String {
    switch operation {
    case .negate: "-"
    case .not: "!"
    case .absolute: "abs"
    case .squareRoot: "sqrt"
    case .exponential: "exp"
    case .logarithm: "log"
    case .floor: "floor"
    case .ceiling: "ceil"
    case .round: "round"
    }
  }

  private static func word(_ operation: BinaryOperation) -> String {
    switch operation {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .power: "pow"
    }
  }

  private static func word(_ comparison: Comparison) -> String {
    switch comparison {
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .equal: "=="
    case .notEqual: "!="
    }
  }

  private static func word(_ aggregate: Aggregate) -> String {
    switch aggregate {
    case .sum: "sum"
    case .mean: "mean"
    case .smallest: "min"
    case .largest: "max"
    case .countTrue, .countPresent: "count"
    }
  }
}
