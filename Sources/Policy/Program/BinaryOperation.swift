/// A function of two numbers; a result that is not finite is a fault.
public enum BinaryOperation: Sendable, CaseIterable {
  /// The sum.
  case add
  /// The difference.
  case subtract
  /// The product.
  case multiply
  /// The quotient; a fault where the divisor is 0.
  case divide
  /// What a division leaves, with the sign of the dividend; a fault where the divisor is 0.
  case remainder
  /// The power.
  case power
}
