/// A function of one number; `not` of one boolean.
public enum UnaryOperation: Sendable, CaseIterable {
  /// Changes the sign.
  case negate
  /// Of a boolean; a missing one stays missing.
  case not
  /// Leaves the sign out.
  case absolute
  /// A fault below 0.
  case squareRoot
  /// The power of e; a fault where it is too large.
  case exponential
  /// The natural logarithm; a fault at 0 and below.
  case logarithm
  /// The whole number at or below.
  case floor
  /// The whole number at or above.
  case ceiling
  /// The nearest whole number, halves away from zero.
  case round
}
