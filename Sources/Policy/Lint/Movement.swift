/// Which ways something can move: what is left of a drift when its bounds are elsewhere.
struct Movement: Sendable {
  var mayRise: Bool
  var mayFall: Bool

  static let none = Movement(mayRise: false, mayFall: false)
  static let both = Movement(mayRise: true, mayFall: true)

  init(mayRise: Bool, mayFall: Bool) {
    self.mayRise = mayRise
    self.mayFall = mayFall
  }

  init(_ drift: Drift) {
    self.init(mayRise: drift.mayRise, mayFall: drift.mayFall)
  }

  var flipped: Movement { Movement(mayRise: mayFall, mayFall: mayRise) }

  /// The movement of a product with a factor that stays where it is, or of a quotient by it.
  func scaled(by factor: Bounds) -> Movement {
    let (isPositive, isNegative) = (factor.upper > 0 && !factor.isEmpty, factor.lower < 0 && !factor.isEmpty)
    return Movement(
      mayRise: (mayRise && isPositive) || (mayFall && isNegative), mayFall: (mayFall && isPositive) || (mayRise && isNegative))
  }

  /// One movement after the other.
  static func + (left: Movement, right: Movement) -> Movement {
    Movement(mayRise: left.mayRise || right.mayRise, mayFall: left.mayFall || right.mayFall)
  }

  /// What two ways of looking at the same movement leave.
  static func & (left: Movement, right: Movement) -> Movement {
    Movement(mayRise: left.mayRise && right.mayRise, mayFall: left.mayFall && right.mayFall)
  }
}
