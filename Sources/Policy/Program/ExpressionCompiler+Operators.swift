import Diagnostics

extension ExpressionCompiler {
  mutating func unary(_ sign: UnaryOperator, _ inner: Expression, _ origin: Expression) -> Operand? {
    guard let value = operand(inner) else { return nil }
    switch sign {
    case .not:
      guard isBoolean(value, word: "!") else { return nil }
      return emit(.unary(.not, register(value)), .boolean, origin)
    case .negate:
      guard isNumber(value, word: "-") else { return nil }
      if case .literal = value.source, let number = value.constantNumber {
        return literal(.number(-number), value.type, origin, isFlexible: value.isFlexible)
      }
      return emit(.unary(.negate, register(value)), value.type, origin, isFlexible: value.isFlexible)
    }
  }

  mutating func binary(_ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ origin: Expression) -> Operand? {
    let (first, second) = (operand(left), operand(right))
    guard let first, let second else { return half(sign, first ?? second, origin) }
    switch sign {
    case .and, .or:
      // Both sides are looked at, so that both are reported.
      let (one, other) = (isBoolean(first, word: sign.rawValue), isBoolean(second, word: sign.rawValue))
      guard one, other else { return nil }
      let (a, b) = (register(first), register(second))
      return emit(sign == .and ? .and(a, b) : .or(a, b), .boolean, origin)
    case .less: return comparison(.less, sign, first, second, origin)
    case .lessOrEqual: return comparison(.lessOrEqual, sign, first, second, origin)
    case .greater: return comparison(.greater, sign, first, second, origin)
    case .greaterOrEqual: return comparison(.greaterOrEqual, sign, first, second, origin)
    case .equal: return comparison(.equal, sign, first, second, origin)
    case .notEqual: return comparison(.notEqual, sign, first, second, origin)
    case .add: return arithmetic(.add, sign, first, second, origin)
    case .subtract: return arithmetic(.subtract, sign, first, second, origin)
    case .multiply: return arithmetic(.multiply, sign, first, second, origin)
    case .divide: return arithmetic(.divide, sign, first, second, origin)
    case .remainder: return arithmetic(.remainder, sign, first, second, origin)
    }
  }

  /// What is known of an operation of which one side has a fault.
  private mutating func half(_ sign: BinaryOperator, _ known: Operand?, _ origin: Expression) -> Operand? {
    switch sign {
    case .and, .or:
      if let known { _ = isBoolean(known, word: sign.rawValue) }
      return broken(.boolean, origin)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return broken(.boolean, origin)
    case .add, .subtract, .remainder:
      // Of two times the difference is none, so only numbers tell what comes of it.
      guard let known, known.type.unit != nil, !known.isFlexible else { return nil }
      return broken(known.type, origin)
    case .multiply, .divide:
      return nil
    }
  }

  private mutating func comparison(
    _ comparison: Comparison, _ sign: BinaryOperator, _ first: Operand, _ second: Operand, _ origin: Expression
  ) -> Operand? {
    guard let (type, _) = unify([first, second], word: sign.rawValue) else { return nil }
    guard type.isOrdered || comparison == .equal || comparison == .notEqual else {
      conflict(.typeMismatch, "`\(sign.rawValue)` compares numbers or times", first, second, help: "`==` and `!=` compare anything")
      return nil
    }
    let (a, b) = (register(first), register(second))
    return emit(.compare(comparison, a, b), .boolean, origin)
  }

  private mutating func arithmetic(
    _ operation: BinaryOperation, _ sign: BinaryOperator, _ first: Operand, _ second: Operand, _ origin: Expression
  ) -> Operand? {
    if first.type == .time || second.type == .time { return timeArithmetic(operation, sign, first, second, origin) }
    guard first.type.unit != nil, second.type.unit != nil else {
      conflict(.typeMismatch, "`\(sign.rawValue)` takes numbers", first, second)
      return nil
    }
    if operation == .divide || operation == .remainder, second.constantNumber == 0 {
      findings.add(
        Diagnostic(
          .wrongArguments, "a division by zero has no result: \(second.origin.place.quoted) is always 0", at: second.origin.span,
          caption: "always 0"))
      return nil
    }
    guard let type = type(of: operation, sign, first, second) else { return nil }
    let isFlexible = first.isFlexible && second.isFlexible
    if case (.literal, .literal) = (first.source, second.source), let a = first.constantNumber, let b = second.constantNumber {
      let result = Self.fold(operation, a, b)
      if result.isFinite { return literal(.number(result), type, origin, isFlexible: isFlexible) }
      findings.add(
        Diagnostic(
          .wrongArguments, "a number is at most 1.8e308; \(origin.place.quoted) is always larger", at: origin.span, caption: "too large"))
      return nil
    }
    let (a, b) = (register(first), register(second))
    return emit(.binary(operation, a, b), type, origin, isFlexible: isFlexible)
  }

  private mutating func type(of operation: BinaryOperation, _ sign: BinaryOperator, _ first: Operand, _ second: Operand) -> ValueType? {
    guard operation == .multiply || operation == .divide else { return unify([first, second], word: sign.rawValue)?.type }
    guard let a = first.type.unit, let b = second.type.unit else { return nil }
    guard let unit = operation == .multiply ? a.multiplied(by: b) : a.divided(by: b) else {
      conflict(.limitExceeded, "the exponents of a unit stay within ±64", first, second)
      return nil
    }
    return .number(unit)
  }

  private static func fold(_ operation: BinaryOperation, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .remainder: a.truncatingRemainder(dividingBy: b)
    case .power: .nan
    }
  }

  /// time - time is a duration; a duration moves a time.
  private mutating func timeArithmetic(
    _ operation: BinaryOperation, _ sign: BinaryOperator, _ first: Operand, _ second: Operand, _ origin: Expression
  ) -> Operand? {
    let type: ValueType? =
      switch (operation, first.type, second.type) {
      case (.subtract, .time, .time): .number(.seconds)
      case (.add, .time, .number), (.subtract, .time, .number): isDuration(second) ? .time : nil
      case (.add, .number, .time): isDuration(first) ? .time : nil
      default: nil
      }
    guard let type else {
      refuseTimes(operation, sign, first, second)
      return nil
    }
    let (a, b) = (register(first), register(second))
    return emit(.binary(operation, a, b), type, origin)
  }

  private mutating func refuseTimes(_ operation: BinaryOperation, _ sign: BinaryOperator, _ first: Operand, _ second: Operand) {
    let other = first.type == .time ? second.type : first.type
    let isUnit = other.unit.map { $0 != .seconds } ?? false
    let duration = "a duration is a number in seconds, such as `30s`"
    switch operation {
    case .add:
      let help = isUnit ? duration : other == .time ? "the time between two times is their difference: write `later - earlier`" : nil
      conflict(isUnit ? .unitMismatch : .typeMismatch, "`+` adds a duration to a time", first, second, help: help)
    case .subtract where first.type != .time:
      conflict(
        .typeMismatch, "`-` takes no time from what is not a time", first, second,
        help: other == .number(.seconds) ? "the time stands first: write `time - duration`" : nil)
    case .subtract:
      conflict(
        isUnit ? .unitMismatch : .typeMismatch, "`-` takes a duration or another time from a time", first, second,
        help: isUnit ? duration : nil)
    default:
      conflict(
        .typeMismatch, "`\(sign.rawValue)` takes no times", first, second,
        help: "the difference of two times is a number in seconds, and can be calculated with")
    }
  }

  private func isDuration(_ operand: Operand) -> Bool { operand.isFlexible || operand.type == .number(.seconds) }

  mutating func isBoolean(_ operand: Operand, word: String) -> Bool {
    guard operand.type != .boolean else { return true }
    let help = operand.type.isOrdered ? "a condition is a comparison: `\(operand.origin.shortName ?? "value") > …`" : nil
    refuse(.typeMismatch, operand, "`\(word)` takes booleans; \(operand.origin.place.quoted) is \(operand.type)", help: help)
    return false
  }

  mutating func isNumber(_ operand: Operand, word: String) -> Bool {
    guard operand.type.unit == nil else { return true }
    refuse(.typeMismatch, operand, "`\(word)` takes numbers; \(operand.origin.place.quoted) is \(operand.type)")
    return false
  }
}
