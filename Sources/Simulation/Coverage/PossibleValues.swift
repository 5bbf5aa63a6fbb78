internal import Governor
internal import Policy

/// Works out for each register of a program what it can hold, so that no test is asked for what cannot happen.
///
/// Ends of ranges go through the same operations in the same order as values do, so an end that rounding keeps out of reach is known.
struct PossibleValues {
  private var known: [Possible]

  subscript(register: Register) -> Possible { known[register.index] }

  init(_ policy: CheckedPolicy) {
    let program = policy.program
    known = [Possible](repeating: Possible(), count: program.registers.count)
    for constant in program.constants { known[constant.register.index] = Self.constant(constant.value) }
    known[policy.builtins.now.index].canBeMissing = false
    if let entity = policy.builtins.entity { known[entity.index].canBeMissing = false }
    for source in policy.sources {
      for (index, register) in source.registers.enumerated() { known[register.index] = Self.field(index, source) }
    }
    for instruction in program.instructions { known[instruction.result.index] = possible(instruction.operation) }
  }

  private static func constant(_ constant: Constant) -> Possible {
    switch constant {
    case .number(let value), .time(let value): Possible(lowest: value, highest: value, canBeMissing: false)
    case .boolean(let value): Possible(lowest: value ? 1 : 0, highest: value ? 1 : 0, canBeMissing: false)
    case .text(let text): Possible(canBeMissing: false, text: text)
    }
  }

  private static func field(_ index: Int, _ source: SourceDeclaration) -> Possible {
    let field = source.fields[index]
    let steps = FallbackItems.causes(of: source).flatMap { source.fallback[$0] }
    let isLeftOut = steps.contains { step in
      switch step {
      case .missing: true
      case .values(let values): values[index] == nil
      case .lastKnownGood, .withhold: false
      }
    }
    let canBeMissing = isLeftOut || field.absence == .missing
    if field.kind == .boolean { return Possible(lowest: 0, highest: 1, canBeMissing: canBeMissing) }
    guard field.kind == .number, let range = field.range else { return Possible(canBeMissing: canBeMissing) }
    return Possible(
      lowest: range.includesLower ? range.lower : range.lower.nextUp,
      highest: range.includesUpper ? range.upper : range.upper.nextDown, canBeMissing: canBeMissing)
  }

  private func possible(_ operation: Operation) -> Possible {
    let operands = operation.operands.map { known[$0.index] }
    let isAnyMissing = operands.contains(where: \.canBeMissing)
    switch operation {
    case .unary(let function, let value): return unary(function, self[value])
    case .binary(let function, let left, let right): return binary(function, self[left], self[right])
    case .compare(let comparison, let left, let right): return compare(comparison, self[left], self[right])
    case .and(let left, let right):
      return Possible(
        lowest: min(self[left].lowest, self[right].lowest), highest: min(self[left].highest, self[right].highest),
        canBeMissing: isAnyMissing)
    case .or(let left, let right):
      return Possible(
        lowest: max(self[left].lowest, self[right].lowest), highest: max(self[left].highest, self[right].highest),
        canBeMissing: isAnyMissing)
    case .select(let condition, let then, let otherwise):
      let arms = (self[condition].canBeTrue ? [self[then]] : []) + (self[condition].canBeFalse ? [self[otherwise]] : [])
      return .any(of: arms, canBeMissing: self[condition].canBeMissing || arms.contains(where: \.canBeMissing))
    case .coalesce(let parts):
      let reached = parts.map { self[$0] }.prefix(1 + (parts.firstIndex { !self[$0].canBeMissing } ?? parts.count))
      return .any(of: Array(reached), canBeMissing: reached.allSatisfy(\.canBeMissing))
    case .clamp(let value, let lowest, let highest): return clamp(self[value], self[lowest], self[highest])
    case .smallest:
      return Possible(
        lowest: operands.map(\.lowest).min() ?? -.infinity, highest: operands.map(\.highest).min() ?? .infinity, canBeMissing: isAnyMissing)
    case .largest:
      return Possible(
        lowest: operands.map(\.lowest).max() ?? -.infinity, highest: operands.map(\.highest).max() ?? .infinity, canBeMissing: isAnyMissing)
    case .match(let subject, let arms):
      if let text = self[subject].text {
        guard let arm = arms.first(where: { $0.text == text }) else { return Possible() }
        return .any(of: [self[arm.value]], canBeMissing: self[subject].canBeMissing || self[arm.value].canBeMissing)
      }
      return .any(of: arms.map { self[$0.value] }, canBeMissing: true)
    case .membership: return Possible(lowest: 0, highest: 1, canBeMissing: isAnyMissing)
    case .weights(let terms): return weights(terms, canBeMissing: isAnyMissing)
    case .aggregate(let aggregate, let value): return self.aggregate(aggregate, self[value])
    }
  }

  private func unary(_ function: UnaryOperation, _ value: Possible) -> Possible {
    var result = value
    result.text = nil
    switch function {
    case .negate: (result.lowest, result.highest) = (-value.highest, -value.lowest)
    case .not: (result.lowest, result.highest) = (1 - value.highest, 1 - value.lowest)
    case .absolute:
      let isMixed = value.lowest < 0 && value.highest > 0
      (result.lowest, result.highest) = (
        isMixed ? 0 : min(abs(value.lowest), abs(value.highest)), max(abs(value.lowest), abs(value.highest))
      )
    case .floor: (result.lowest, result.highest) = (value.lowest.rounded(.down), value.highest.rounded(.down))
    case .ceiling: (result.lowest, result.highest) = (value.lowest.rounded(.up), value.highest.rounded(.up))
    case .round:
      (result.lowest, result.highest) = (value.lowest.rounded(.toNearestOrAwayFromZero), value.highest.rounded(.toNearestOrAwayFromZero))
    case .squareRoot:
      (result.lowest, result.highest) = (max(0, value.lowest).squareRoot(), max(0, value.highest).squareRoot())
      result.canBeMissing = value.canBeMissing || value.lowest < 0
    case .exponential: result = Possible(lowest: 0)
    case .logarithm: result = Possible()
    }
    return result
  }

  private func binary(_ function: BinaryOperation, _ left: Possible, _ right: Possible) -> Possible {
    let isMissing = left.canBeMissing || right.canBeMissing
    switch function {
    case .add: return Possible(lowest: left.lowest + right.lowest, highest: left.highest + right.highest, canBeMissing: isMissing)
    case .subtract: return Possible(lowest: left.lowest - right.highest, highest: left.highest - right.lowest, canBeMissing: isMissing)
    case .multiply: return Self.hull(left, right, canBeMissing: isMissing) { $0 == 0 || $1 == 0 ? 0 : $0 * $1 }
    case .divide:
      guard right.lowest > 0 || right.highest < 0 else { return Possible() }
      return Self.hull(left, right, canBeMissing: isMissing) { $0 / $1 }
    case .remainder: return Possible(canBeMissing: isMissing || (right.lowest <= 0 && right.highest >= 0))
    case .power: return Possible()
    }
  }

  private static func hull(
    _ left: Possible, _ right: Possible, canBeMissing: Bool, _ operation: (Double, Double) -> Double
  ) -> Possible {
    let corners = [left.lowest, left.highest].flatMap { one in [right.lowest, right.highest].map { operation(one, $0) } }
    guard !corners.contains(where: \.isNaN) else { return Possible(canBeMissing: canBeMissing) }
    return Possible(lowest: corners.min() ?? -.infinity, highest: corners.max() ?? .infinity, canBeMissing: canBeMissing)
  }

  private func compare(_ comparison: Comparison, _ left: Possible, _ right: Possible) -> Possible {
    var result = Possible.boolean
    result.canBeMissing = left.canBeMissing || right.canBeMissing
    let (always, never): (Bool, Bool)
    switch comparison {
    case .less: (always, never) = (left.highest < right.lowest, left.lowest >= right.highest)
    case .lessOrEqual: (always, never) = (left.highest <= right.lowest, left.lowest > right.highest)
    case .greater: (always, never) = (left.lowest > right.highest, left.highest <= right.lowest)
    case .greaterOrEqual: (always, never) = (left.lowest >= right.highest, left.highest < right.lowest)
    case .equal, .notEqual:
      let (same, different): (Bool, Bool)
      if let one = left.text, let other = right.text {
        (same, different) = (one == other, one != other)
      } else {
        same = left.lowest == left.highest && right.lowest == right.highest && left.lowest == right.lowest
        different = left.highest < right.lowest || left.lowest > right.highest
      }
      (always, never) = comparison == .equal ? (same, different) : (different, same)
    }
    if always { result.lowest = 1 }
    if never { result.highest = 0 }
    return result
  }

  private func clamp(_ value: Possible, _ lowest: Possible, _ highest: Possible) -> Possible {
    // Ends in the wrong order are a fault, which is a missing value.
    let isMissing = value.canBeMissing || lowest.canBeMissing || highest.canBeMissing || lowest.highest > highest.lowest
    return Possible(
      lowest: min(max(value.lowest, lowest.lowest), highest.lowest), highest: min(max(value.highest, lowest.highest), highest.highest),
      canBeMissing: isMissing)
  }

  private func weights(_ terms: [WeightedTerm], canBeMissing: Bool) -> Possible {
    var (low, high) = (0.0, 0.0)
    for (position, term) in terms.enumerated() {
      let value = self[term.value]
      let ends = [value.lowest, value.highest].map { term.weight == 0 ? 0 : term.weight * $0 }
      low = position == 0 ? min(ends[0], ends[1]) : low + min(ends[0], ends[1])
      high = position == 0 ? max(ends[0], ends[1]) : high + max(ends[0], ends[1])
    }
    return Possible(lowest: low, highest: high, canBeMissing: canBeMissing)
  }

  private func aggregate(_ aggregate: Aggregate, _ value: Possible) -> Possible {
    switch aggregate {
    case .countTrue, .countPresent: Possible(lowest: 0, canBeMissing: false)
    case .sum: Possible(lowest: value.lowest >= 0 ? 0 : -.infinity, highest: value.highest <= 0 ? 0 : .infinity, canBeMissing: false)
    // A mean may round beyond the ends by the last bit.
    case .mean: Possible(lowest: value.lowest.nextDown, highest: value.highest.nextUp)
    case .smallest, .largest: Possible(lowest: value.lowest, highest: value.highest)
    }
  }
}
