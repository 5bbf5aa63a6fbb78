extension DriftAnalysis {
  /// `condition ? then : otherwise`, looked at case by case: what the condition is in the first run, and what in the second.
  mutating func select(_ condition: Register, _ then: Register, _ otherwise: Register) -> Drift {
    let test = self[condition]
    var result = Drift.nothing
    for (before, after) in [(true, true), (false, false), (true, false), (false, true)] {
      guard test.before.contains(before ? 1 : 0), test.after.contains(after ? 1 : 0) else { continue }
      guard before == after || (after ? test.mayRise : test.mayFall) else { continue }
      guard let arms = states(of: [then, otherwise], where: condition, before: before, after: after) else { continue }
      if before == after {
        result.add(arms[before ? 0 : 1])
      } else {
        result.add(before: arms[before ? 0 : 1], after: arms[after ? 0 : 1])
      }
    }
    // A condition that is missing in one run alone leaves the other run with a value.
    if test.absenceDiffers {
      for truth in [true, false] {
        if test.beforeMayMiss, test.after.contains(truth ? 1 : 0) { result.addAfter(self[truth ? then : otherwise]) }
        if test.afterMayMiss, test.before.contains(truth ? 1 : 0) { result.addBefore(self[truth ? then : otherwise]) }
      }
    }
    result.beforeMayMiss = result.beforeMayMiss || test.beforeMayMiss
    result.afterMayMiss = result.afterMayMiss || test.afterMayMiss
    result.absenceDiffers = result.absenceDiffers || test.absenceDiffers
    result.isSame = result.isSame && test.isSame
    return result
  }

  static func coalesce(_ parts: [Drift]) -> Drift {
    guard let last = parts.last else { return .nothing }
    return parts.dropLast().reversed().reduce(last) { coalesce($1, $0) }
  }

  private static func coalesce(_ first: Drift, _ rest: Drift) -> Drift {
    var result = Drift.nothing
    if !first.before.isEmpty, !first.after.isEmpty {
      var present = first
      (present.beforeMayMiss, present.afterMayMiss, present.absenceDiffers) = (false, false, false)
      result.add(present)
    }
    if first.beforeMayMiss, first.afterMayMiss { result.add(rest) }
    if first.absenceDiffers, first.afterMayMiss, !first.before.isEmpty {
      var present = first
      present.beforeMayMiss = false
      result.add(before: present, after: rest)
    }
    if first.absenceDiffers, first.beforeMayMiss, !first.after.isEmpty {
      var present = first
      present.afterMayMiss = false
      result.add(before: rest, after: present)
    }
    result.isSame = first.isSame && (rest.isSame || !(first.beforeMayMiss || first.afterMayMiss))
    return result
  }

  static func match(_ subject: Drift, _ arms: [(text: String, value: Drift)]) -> Drift {
    func fits(_ texts: Set<String>?, _ text: String) -> Bool {
      // Only texts of ASCII are equal here just when the engine takes them for equal.
      texts.map { $0.contains(text) || !text.utf8.allSatisfy { $0 < 0x80 } } ?? true
    }
    func mayFitNone(_ texts: Set<String>?) -> Bool { texts.map { !$0.isSubset(of: arms.map(\.text)) } ?? true }
    let before = subject.before.isEmpty ? [] : arms.indices.filter { fits(subject.beforeTexts, arms[$0].text) }
    let after = subject.after.isEmpty ? [] : arms.indices.filter { fits(subject.afterTexts, arms[$0].text) }
    var result = Drift.nothing
    if subject.isSame || (before.count == 1 && before == after) {
      for index in before { result.add(arms[index].value) }
      result.isSame = result.isSame && subject.isSame
    } else {
      var (first, second) = (Drift.nothing, Drift.nothing)
      for index in before { first.addBefore(arms[index].value) }
      for index in after { second.addAfter(arms[index].value) }
      result.add(before: first, after: second)
    }
    result.beforeMayMiss = result.beforeMayMiss || subject.beforeMayMiss || mayFitNone(subject.beforeTexts)
    result.afterMayMiss = result.afterMayMiss || subject.afterMayMiss || mayFitNone(subject.afterTexts)
    if !subject.isSame { result.absenceDiffers = result.beforeMayMiss || result.afterMayMiss }
    return result
  }

  /// One value from those of all entities. Entities of which the record is good keep it in the second run, too.
  static func aggregate(_ aggregate: Aggregate, _ value: Drift) -> Drift {
    let after = value.before.joined(with: value.after)
    let appears = value.absenceDiffers && value.beforeMayMiss
    let vanishes = value.absenceDiffers && value.afterMayMiss
    func drift(_ before: Bounds, _ after: Bounds, mayMiss: Bool, rises: Bool, falls: Bool) -> Drift {
      var drift = Drift(before: before, after: after, mayRise: rises, mayFall: falls)
      (drift.beforeMayMiss, drift.afterMayMiss, drift.isSame) = (mayMiss, mayMiss, value.isSame)
      drift.absenceDiffers = mayMiss && value.absenceDiffers
      return drift
    }
    func total(_ bounds: Bounds) -> Bounds {
      bounds.isEmpty ? Bounds(0) : Bounds(bounds.lower < 0 ? -.infinity : 0, bounds.upper > 0 ? .infinity : 0)
    }
    let count = Bounds(0, .infinity)
    switch aggregate {
    case .sum:
      return drift(
        total(value.before), total(after), mayMiss: false,
        rises: value.mayRise || (vanishes && value.before.lower < 0) || (appears && value.after.upper > 0),
        falls: value.mayFall || (vanishes && value.before.upper > 0) || (appears && value.after.lower < 0))
    case .mean:
      let isOther = appears || vanishes
      return drift(value.before, after, mayMiss: true, rises: value.mayRise || isOther, falls: value.mayFall || isOther)
    case .smallest:
      return drift(value.before, after, mayMiss: true, rises: value.mayRise || vanishes, falls: value.mayFall || appears)
    case .largest:
      return drift(value.before, after, mayMiss: true, rises: value.mayRise || appears, falls: value.mayFall || vanishes)
    case .countTrue:
      return drift(count, count, mayMiss: false, rises: value.mayRise || appears, falls: value.mayFall || vanishes)
    case .countPresent:
      return drift(count, count, mayMiss: false, rises: appears, falls: vanishes)
    }
  }
}
