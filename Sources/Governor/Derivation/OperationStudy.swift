internal import Diagnostics
internal import Policy

/// Says of one operation of one row what its operands do not tell: which part was taken, which bound holds, who gave how much, and why
/// there is no value.
struct OperationStudy {
  let operation: Operation
  let value: DerivedValue
  let operands: [DerivedValue]
  /// The operands as written.
  let words: [String]
  let row: Int
  /// Whose record withholds a formula over all entities, where the entity's own does not.
  let culprit: String?

  var detail: DerivationDetail? {
    switch operation {
    case .weights(let terms): .weights(self.terms(terms))
    case .clamp: clamp.map { .clamp($0) }
    case .select: .choice(ternary)
    case .coalesce: .choice(firstOf)
    case .match(_, let arms): .choice(match(arms))
    case .smallest, .largest: .choice(extreme)
    default: nil
    }
  }

  /// Why there is no value; nil where there is one.
  var why: String? {
    guard !value.isPresent else { return nil }
    let relevant = relevantOperands
    if let culprit = relevant.first(where: { operands[$0].content == value.content }) {
      return DerivationBuilder.gap(value, words[culprit])
    }
    switch operation {
    case .match:
      guard case .text(let text) = operands[0].content else { return nil }
      return "no text of `match` is `\(text.shown(limit: 60))`"
    case .binary(.divide, _, _), .binary(.remainder, _, _):
      return operands[1].number == 0 ? "\(words[1]) is 0, and a division by zero has no result" : "the result is not a finite number"
    case .clamp: return "the lower end of `clamp` is above the higher"
    case .aggregate: return culprit ?? "no entity has a value to go over"
    default: return "the result is not a finite number"
    }
  }

  /// The operands that decide: a branch that was not taken is to blame for nothing.
  private var relevantOperands: [Int] {
    switch operation {
    case .select: [0] + (ternary.taken.map { [$0] } ?? [])
    case .match: [0] + (detailTaken.map { [$0] } ?? [])
    default: Array(operands.indices)
    }
  }

  private var detailTaken: Int? {
    if case .match(_, let arms) = operation { match(arms).taken } else { nil }
  }

  private func terms(_ terms: [WeightedTerm]) -> [DerivationDetail.Term] {
    let products = zip(terms, operands).map { term, operand in operand.number.map { term.weight * $0 } }
    let sum = products.contains { $0 == nil } ? nil : products.reduce(0) { $0 + ($1 ?? 0) }
    return zip(terms, products).map { term, product in
      let share = sum.flatMap { sum in product.flatMap { sum == 0 ? nil : $0 / sum * 100 } }
      return DerivationDetail.Term(weight: term.weight, contribution: product, share: share)
    }
  }

  private var clamp: DerivationDetail.Clamp? {
    guard let inner = operands[0].number, let low = operands[1].number, let high = operands[2].number, low <= high else { return nil }
    let bound: DerivationDetail.Clamp.Bound = inner < low ? .lower : inner > high ? .upper : .inside
    let moved = inner < low ? low - inner : inner > high ? inner - high : 0
    return DerivationDetail.Clamp(bound: bound, lowest: low, highest: high, moved: moved)
  }

  private var ternary: DerivationDetail.Choice {
    guard case .boolean(let test) = operands[0].content else {
      return .init(taken: nil, passed: [])
    }
    return .init(taken: test ? 1 : 2, passed: [.init(operand: test ? 2 : 1, reason: "the condition is \(test)")])
  }

  private var firstOf: DerivationDetail.Choice {
    // A withheld part ends the search, as a value does.
    let taken = operands.firstIndex { $0.content != .missing }
    return .init(taken: taken, passed: (0..<(taken ?? operands.count)).map { .init(operand: $0, reason: "missing") })
  }

  private func match(_ arms: [MatchArm]) -> DerivationDetail.Choice {
    guard case .text(let text) = operands[0].content else { return .init(taken: nil, passed: []) }
    let bytes = Array(text.utf8)
    return .init(taken: arms.firstIndex { Array($0.text.utf8) == bytes }.map { $0 + 1 }, passed: [])
  }

  private var extreme: DerivationDetail.Choice {
    guard let number = value.number else { return .init(taken: nil, passed: []) }
    return .init(taken: operands.firstIndex { $0.number == number }, passed: [])
  }
}
