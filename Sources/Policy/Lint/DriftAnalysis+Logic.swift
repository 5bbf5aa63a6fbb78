extension DriftAnalysis {
  static func compare(_ comparison: Comparison, _ left: Drift, _ right: Drift) -> Drift {
    let (one, other) = (Movement(left), Movement(right))
    let movement: Movement =
      switch comparison {
      case .less, .lessOrEqual: one.flipped + other
      case .greater, .greaterOrEqual: one + other.flipped
      case .equal, .notEqual: .both
      }
    return Drift(
      of: [left, right], before: truth(comparison, left.before, right.before), after: truth(comparison, left.after, right.after),
      mayRise: movement.mayRise, mayFall: movement.mayFall)
  }

  /// What a comparison can give.
  private static func truth(_ comparison: Comparison, _ left: Bounds, _ right: Bounds) -> Bounds {
    guard !left.isEmpty, !right.isEmpty else { return .none }
    switch comparison {
    case .less: return left.upper < right.lower ? Bounds(1) : left.lower >= right.upper ? Bounds(0) : .truth
    case .lessOrEqual: return left.upper <= right.lower ? Bounds(1) : left.lower > right.upper ? Bounds(0) : .truth
    case .greater: return truth(.less, right, left)
    case .greaterOrEqual: return truth(.lessOrEqual, right, left)
    case .equal:
      if left.narrowed(to: right).isEmpty { return Bounds(0) }
      return left.isPoint && left == right ? Bounds(1) : .truth
    case .notEqual: return Bounds(1) + -truth(.equal, left, right)
    }
  }

  static func compareTexts(_ comparison: Comparison, _ left: Drift, _ right: Drift) -> Drift {
    func bounds(_ one: Bounds, _ other: Bounds, _ texts: Set<String>?, _ others: Set<String>?) -> Bounds {
      guard !one.isEmpty, !other.isEmpty else { return .none }
      let isEqual = equality(texts, others)
      return comparison == .equal ? isEqual : Bounds(1) + -isEqual
    }
    return Drift(
      of: [left, right], before: bounds(left.before, right.before, left.beforeTexts, right.beforeTexts),
      after: bounds(left.after, right.after, left.afterTexts, right.afterTexts), mayRise: true, mayFall: true)
  }

  private static func equality(_ texts: Set<String>?, _ others: Set<String>?) -> Bounds {
    guard let texts, let others else { return .truth }
    // Swift takes texts for equal that the engine, which compares bytes, tells apart; only ASCII is beyond doubt.
    guard (texts.union(others)).allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) else { return .truth }
    if texts.isDisjoint(with: others) { return Bounds(0) }
    return texts.count == 1 && texts == others ? Bounds(1) : .truth
  }

  static func membership(_ value: Drift, _ list: [Drift], isText: Bool) -> Drift {
    let parts = list.map { isText ? compareTexts(.equal, value, $0) : compare(.equal, value, $0) }
    func whole(_ bounds: [Bounds]) -> Bounds {
      let known = bounds.filter { !$0.isEmpty }
      return Bounds(known.map(\.lower).max() ?? 0, known.map(\.upper).max() ?? 0)
    }
    guard !parts.isEmpty else { return Drift(of: [value], before: Bounds(0), after: Bounds(0), mayRise: false, mayFall: false) }
    var drift = Drift(
      of: [value] + list, before: value.before.isEmpty ? .none : whole(parts.map(\.before)),
      after: value.after.isEmpty ? .none : whole(parts.map(\.after)), mayRise: true, mayFall: true)
    // Where one fits, it is no matter that others are missing.
    let mayMiss = drift.beforeMayMiss || drift.afterMayMiss
    drift.absenceDiffers = drift.absenceDiffers || (!drift.isSame && mayMiss)
    return drift
  }

  /// `&&` (decided by 0) and `||` (decided by 1): a side that decides makes it no matter that the other is missing.
  static func logic(deciding: Double, _ left: Drift, _ right: Drift) -> Drift {
    func bounds(_ one: Bounds, _ other: Bounds, mayMiss: Bool) -> Bounds {
      guard !one.isEmpty || !other.isEmpty else { return .none }
      guard !mayMiss, !one.isEmpty, !other.isEmpty else { return .truth }
      return deciding == 0
        ? Bounds(min(one.lower, other.lower), min(one.upper, other.upper))
        : Bounds(max(one.lower, other.lower), max(one.upper, other.upper))
    }
    let movement =
      (left.absenceDiffers && !right.isSame) || (right.absenceDiffers && !left.isSame) ? .both : Movement(left) + Movement(right)
    var drift = Drift(
      of: [left, right], before: bounds(left.before, right.before, mayMiss: left.beforeMayMiss || right.beforeMayMiss),
      after: bounds(left.after, right.after, mayMiss: left.afterMayMiss || right.afterMayMiss), mayRise: movement.mayRise,
      mayFall: movement.mayFall)
    // Where one side may be missing, the other decides whether the whole is.
    let mayMiss = drift.beforeMayMiss || drift.afterMayMiss
    drift.absenceDiffers = drift.absenceDiffers || (!drift.isSame && mayMiss)
    return drift
  }
}
