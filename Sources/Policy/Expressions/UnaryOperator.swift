/// An operator in front of one operand.
enum UnaryOperator: String, Sendable {
  case negate = "-"
  case not = "!"
}
