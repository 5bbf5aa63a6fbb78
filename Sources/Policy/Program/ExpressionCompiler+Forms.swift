import Diagnostics

extension ExpressionCompiler {
  mutating func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ origin: Expression
  ) -> Operand? {
    let test = operand(condition)
    let isCondition = test.map { isBoolean($0, word: "?") } ?? false
    guard let arms = operands([then, otherwise]), let (type, isFlexible) = unify(arms, word: "? :"), let test, isCondition else {
      return nil
    }
    let (a, b, c) = (register(test), register(arms[0]), register(arms[1]))
    return emit(.select(condition: a, then: b, otherwise: c), type, origin, isFlexible: isFlexible)
  }

  mutating func coalesce(_ parts: [Expression], word: String, _ origin: Expression) -> Operand? {
    guard let found = operands(parts), let (type, isFlexible) = unify(found, word: word) else { return nil }
    if found.count == 1 { return found[0] }
    let registers = found.map { register($0) }
    return emit(.coalesce(registers), type, origin, isFlexible: isFlexible)
  }

  mutating func membership(_ value: Expression, _ list: [Expression], _ origin: Expression) -> Operand? {
    guard let found = operands([value] + list), unify(found, word: "in") != nil else { return nil }
    let registers = found.map { register($0) }
    return emit(.membership(registers[0], of: Array(registers.dropFirst())), .boolean, origin)
  }

  mutating func weights(_ terms: [Expression.Term], _ origin: Expression) -> Operand? {
    guard let found = operands(terms.map(\.name)) else { return nil }
    for value in found where !isNumber(value, word: "weights") { return nil }
    guard let (type, _) = unify(found, word: "weights") else { return nil }
    let weighted = zip(terms, found).map { term, value in WeightedTerm(weight: term.weight, value: register(value)) }
    return emit(.weights(weighted), type, origin)
  }

  mutating func match(_ subject: Expression, _ arms: [Expression.Arm], _ origin: Expression) -> Operand? {
    let of = operand(subject)
    let found = operands(arms.map(\.value))
    if let of, of.type != .text {
      refuse(.typeMismatch, of, "`match` is over a text; \(of.origin.place.quoted) is \(of.type)")
      return nil
    }
    guard let of, let found, let (type, isFlexible) = unify(found, word: "match") else { return nil }
    let subject = register(of)
    let compiled = zip(arms, found).map { arm, value in MatchArm(text: arm.key, value: register(value)) }
    return emit(.match(subject, compiled), type, origin, isFlexible: isFlexible)
  }
}
