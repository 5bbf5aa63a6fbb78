import Diagnostics

extension ExpressionCompiler {
  mutating func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ origin: Expression
  ) -> Operand? {
    let test = operand(condition)
    let isCondition = test.map { isBoolean($0, word: "?") } ?? false
    let arms = operands([then, otherwise])
    guard let (type, isFlexible) = unify(arms.known, word: "? :") else { return nil }
    guard arms.areAll, let test, isCondition else { return broken(type, origin, isFlexible: isFlexible) }
    let (a, b, c) = (register(test), register(arms.known[0]), register(arms.known[1]))
    return emit(.select(condition: a, then: b, otherwise: c), type, origin, isFlexible: isFlexible)
  }

  mutating func coalesce(_ parts: [Expression], word: String, _ origin: Expression) -> Operand? {
    let (found, areAll) = operands(parts)
    guard let (type, isFlexible) = unify(found, word: word) else { return nil }
    guard areAll else { return broken(type, origin, isFlexible: isFlexible) }
    if found.count == 1 { return found[0] }
    let registers = found.map { register($0) }
    return emit(.coalesce(registers), type, origin, isFlexible: isFlexible)
  }

  mutating func membership(_ value: Expression, _ list: [Expression], _ origin: Expression) -> Operand? {
    let (found, areAll) = operands([value] + list)
    guard unify(found, word: "in") != nil, areAll else { return broken(.boolean, origin) }
    let registers = found.map { register($0) }
    return emit(.membership(registers[0], of: Array(registers.dropFirst())), .boolean, origin)
  }

  mutating func weights(_ terms: [Expression.Term], _ origin: Expression) -> Operand? {
    let (found, areAll) = operands(terms.map(\.name))
    for value in found where !isNumber(value, word: "weights") { return nil }
    guard let (type, _) = unify(found, word: "weights") else { return nil }
    guard areAll else { return broken(type, origin) }
    let weighted = zip(terms, found).map { term, value in WeightedTerm(weight: term.weight, value: register(value)) }
    return emit(.weights(weighted), type, origin)
  }

  mutating func match(_ subject: Expression, _ arms: [Expression.Arm], _ origin: Expression) -> Operand? {
    let of = operand(subject)
    let (found, areAll) = operands(arms.map(\.value))
    if let of, of.type != .text {
      refuse(.typeMismatch, of, "`match` is over a text; \(of.origin.place.quoted) is \(of.type)")
    }
    guard let (type, isFlexible) = unify(found, word: "match") else { return nil }
    guard let of, of.type == .text, areAll else { return broken(type, origin, isFlexible: isFlexible) }
    let subject = register(of)
    let compiled = zip(arms, found).map { arm, value in MatchArm(text: arm.key, value: register(value)) }
    return emit(.match(subject, compiled), type, origin, isFlexible: isFlexible)
  }
}
