#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension DriftAnalysis {
  static func unary(_ operation: UnaryOperation, _ value: Drift) -> Drift {
    func rising(_ function: @escaping (Double) -> Double, from least: Double = -.infinity) -> Drift {
      let domain = Bounds(least, .infinity)
      return Drift(
        of: [value], before: value.before.narrowed(to: domain).mapped(function), after: value.after.narrowed(to: domain).mapped(function),
        mayRise: value.mayRise, mayFall: value.mayFall
      ).failing(before: value.before.lower < least, after: value.after.lower < least)
    }
    switch operation {
    case .negate:
      return Drift(of: [value], before: -value.before, after: -value.after, mayRise: value.mayFall, mayFall: value.mayRise)
    case .not:
      return Drift(
        of: [value], before: Bounds(1) + -value.before, after: Bounds(1) + -value.after, mayRise: value.mayFall, mayFall: value.mayRise)
    case .absolute:
      let whole = value.before.joined(with: value.after)
      let movement =
        whole.lower >= 0 ? Movement(value) : whole.upper <= 0 ? Movement(value).flipped : value.isSame ? .none : Movement.both
      return Drift(
        of: [value], before: value.before.absolute, after: value.after.absolute, mayRise: movement.mayRise, mayFall: movement.mayFall)
    case .squareRoot: return rising({ $0.squareRoot() }, from: 0)
    case .exponential:
      let drift = rising { exp($0) }
      return drift.failing(before: drift.before.upper == .infinity, after: drift.after.upper == .infinity)
    case .logarithm:
      let drift = rising({ log($0) }, from: 0)
      return drift.failing(before: value.before.lower <= 0, after: value.after.lower <= 0)
    case .floor: return rising { $0.rounded(.down) }
    case .ceiling: return rising { $0.rounded(.up) }
    case .round: return rising { $0.rounded(.toNearestOrAwayFromZero) }
    }
  }

  static func binary(_ operation: BinaryOperation, _ left: Drift, _ right: Drift) -> Drift {
    func drift(_ before: Bounds, _ after: Bounds, _ movement: Movement) -> Drift {
      Drift(of: [left, right], before: before, after: after, mayRise: movement.mayRise, mayFall: movement.mayFall)
    }
    let (one, other) = (Movement(left), Movement(right))
    switch operation {
    case .add: return drift(left.before + right.before, left.after + right.after, one + other)
    case .subtract: return drift(left.before + -right.before, left.after + -right.after, one + other.flipped)
    case .multiply:
      // One factor moves after the other; either may be the first, and what both orders allow is left.
      let first = one.scaled(by: right.before) + other.scaled(by: left.after)
      let second = other.scaled(by: left.before) + one.scaled(by: right.after)
      return drift(left.before * right.before, left.after * right.after, first & second)
    case .divide:
      let divisor = right.before.joined(with: right.after)
      let isOneSided = divisor.lower >= 0 || divisor.upper <= 0
      let inverse = isOneSided ? other.flipped : right.isSame ? .none : .both
      let first = one.scaled(by: right.before) + inverse.scaled(by: left.after)
      let second = inverse.scaled(by: left.before) + one.scaled(by: right.after)
      return drift(left.before / right.before, left.after / right.after, first & second)
        .failing(before: right.before.contains(0), after: right.after.contains(0))
    case .remainder:
      let divisor = right.before.joined(with: right.after).absolute
      let isWhole = left.before.joined(with: left.after).magnitude < divisor.lower
      let movement = left.isSame && right.isSame ? .none : isWhole && right.isSame ? one : .both
      return drift(
        isWhole ? left.before : remainder(left.before, right.before), isWhole ? left.after : remainder(left.after, right.after), movement
      ).failing(before: right.before.contains(0), after: right.after.contains(0))
    case .power: return power(left, right)
    }
  }

  /// No larger than either, with the sign of the dividend.
  private static func remainder(_ left: Bounds, _ right: Bounds) -> Bounds {
    guard !left.isEmpty, !right.isEmpty else { return .none }
    let most = right.magnitude
    return Bounds(left.lower < 0 ? max(left.lower, -most) : 0, left.upper > 0 ? min(left.upper, most) : 0)
  }

  private static func power(_ base: Drift, _ exponent: Drift) -> Drift {
    let whole = base.before.joined(with: base.after)
    let place = exponent.before.joined(with: exponent.after)
    if whole.lower < 0, !whole.isEmpty {
      guard place.isPoint, place.lower >= 1, place.lower <= 1e6, place.lower == place.lower.rounded() else {
        let movement = base.isSame && exponent.isSame ? Movement.none : .both
        return Drift(
          of: [base, exponent], before: base.before.isEmpty ? .none : .all, after: base.after.isEmpty ? .none : .all,
          mayRise: movement.mayRise, mayFall: movement.mayFall
        ).failing(before: true, after: true)
      }
      // An even power does not see the sign.
      let isEven = place.lower.truncatingRemainder(dividingBy: 2) == 0
      let root = isEven ? unary(.absolute, base) : base
      return Drift(
        of: [base, exponent], before: root.before.mapped { pow($0, place.lower) }, after: root.after.mapped { pow($0, place.lower) },
        mayRise: root.mayRise, mayFall: root.mayFall)
    }
    // In the base it rises for a positive exponent, in the exponent it rises for a base above 1.
    func above(_ bounds: Bounds) -> Bounds { bounds + Bounds(-1) }
    let (one, other) = (Movement(base), Movement(exponent))
    let first = one.scaled(by: exponent.before) + other.scaled(by: above(base.after))
    let second = other.scaled(by: above(base.before)) + one.scaled(by: exponent.after)
    let movement = first & second
    let drift = Drift(
      of: [base, exponent], before: corners(base.before, exponent.before), after: corners(base.after, exponent.after),
      mayRise: movement.mayRise, mayFall: movement.mayFall)
    return drift.failing(before: drift.before.upper == .infinity, after: drift.after.upper == .infinity)
  }

  private static func corners(_ base: Bounds, _ exponent: Bounds) -> Bounds {
    guard !base.isEmpty, !exponent.isEmpty else { return .none }
    let ends = [
      pow(base.lower, exponent.lower), pow(base.lower, exponent.upper), pow(base.upper, exponent.lower), pow(base.upper, exponent.upper),
    ]
    return Bounds(of: ends)
  }

  static func clamp(_ value: Drift, _ lowest: Drift, _ highest: Drift) -> Drift {
    func inside(_ value: Bounds, _ low: Bounds, _ high: Bounds) -> Bounds {
      guard !value.isEmpty, !low.isEmpty, !high.isEmpty else { return .none }
      return Bounds(min(max(value.lower, low.lower), high.lower), min(max(value.upper, low.upper), high.upper))
    }
    let parts = [value, lowest, highest]
    return Drift(
      of: parts, before: inside(value.before, lowest.before, highest.before), after: inside(value.after, lowest.after, highest.after),
      mayRise: parts.contains(where: \.mayRise), mayFall: parts.contains(where: \.mayFall)
    ).failing(before: lowest.before.upper > highest.before.lower, after: lowest.after.upper > highest.after.lower)
  }

  /// The smallest or the largest of several.
  static func extreme(_ parts: [Drift], _ choose: (Double, Double) -> Double) -> Drift {
    func whole(_ bounds: [Bounds]) -> Bounds {
      guard let first = bounds.first, !bounds.contains(where: \.isEmpty) else { return .none }
      return bounds.dropFirst().reduce(first) { Bounds(choose($0.lower, $1.lower), choose($0.upper, $1.upper)) }
    }
    return Drift(
      of: parts, before: whole(parts.map(\.before)), after: whole(parts.map(\.after)), mayRise: parts.contains(where: \.mayRise),
      mayFall: parts.contains(where: \.mayFall))
  }

  static func weights(_ terms: [(weight: Double, value: Drift)]) -> Drift {
    let movement = terms.reduce(Movement.none) { $0 + Movement($1.value).scaled(by: Bounds($1.weight)) }
    return Drift(
      of: terms.map(\.value), before: terms.reduce(Bounds(0)) { $0 + Bounds($1.weight) * $1.value.before },
      after: terms.reduce(Bounds(0)) { $0 + Bounds($1.weight) * $1.value.after }, mayRise: movement.mayRise, mayFall: movement.mayFall)
  }
}
