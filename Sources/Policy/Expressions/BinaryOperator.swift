/// An operator between two operands.
enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and = "&&"
  case or = "||"

  /// Higher binds tighter; `??` stands between comparisons and sums.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: Self.comparisonPrecedence
    case .add, .subtract: 5
    case .multiply, .divide, .remainder: 6
    }
  }

  static let comparisonPrecedence = 3
  static let coalescePrecedence = 4
}
