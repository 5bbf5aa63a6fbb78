/// How far a number may be from the expected one.
enum Tolerance: Sendable {
  /// So much, whatever the number.
  case absolute(Double)
  /// A share of the expected number.
  case relative(Double)

  /// What binary fractions leave open: a billionth of the number, and a trillionth beside zero.
  static let usual = Tolerance.relative(1e-9)

  /// Whether a number is near enough.
  func allows(_ value: Double, insteadOf expected: Double) -> Bool {
    let distance = abs(value - expected)
    switch self {
    case .absolute(let limit): return distance <= limit || distance <= 1e-12 * abs(expected)
    case .relative(let share): return distance <= max(share * abs(expected), 1e-12)
    }
  }
}
