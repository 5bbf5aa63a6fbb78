import Diagnostics

extension ExpressionCompiler {
  mutating func call(_ name: String, at place: Place, _ arguments: [Expression], _ origin: Expression) -> Operand? {
    guard let function = Function(rawValue: name) else {
      for argument in arguments { _ = operand(argument) }
      let names = Function.allCases.map(\.rawValue)
      findings.add(
        Diagnostic(
          .unknownFunction, "there is no function `\(name.shown(limit: 40))`", at: place.span, caption: "unknown",
          help: Suggestion.help(for: name, among: names), notes: ["functions: " + names.map { "`\($0)`" }.joined(separator: ", ")]))
      return nil
    }
    let found = operands(arguments)
    guard function.arity.contains(arguments.count) else {
      let one = function.arity.upperBound == 1 || arguments.isEmpty
      findings.add(
        Diagnostic(
          .wrongArguments, "`\(name)` takes \(Self.count(function.arity)), not \(arguments.count)", at: one ? origin.span : place.span,
          help: "write `\(function.usage)`"))
      return nil
    }
    guard let found else { return nil }
    if function.isAggregate, found.count == 1 { return aggregate(function, found[0], origin) }
    switch function {
    case .min, .max: return extreme(function, found, origin)
    case .clamp: return clamp(found, origin)
    case .pow: return power(found[0], found[1], origin)
    default: return function1(function, found[0], origin)
    }
  }

  private static func count(_ arity: ClosedRange<Int>) -> String {
    switch arity {
    case 1...1: "one value"
    case 2...2: "two values"
    case 3...3: "three values"
    default: "one value per entity, or several values"
    }
  }

  private mutating func aggregate(_ function: Function, _ value: Operand, _ origin: Expression) -> Operand? {
    guard value.cadence == .perEntity else {
      findings.add(
        Diagnostic(
          .wrongScope, "`\(function.rawValue)` of one value goes over the entities; \(value.origin.place.quoted) is one value for the tick",
          at: value.origin.span, caption: "one value for the tick",
          help: function == .min || function == .max ? "to compare values, write `\(function.usage)`" : nil))
      return nil
    }
    let aggregate: Aggregate
    let type: ValueType
    switch function {
    case .count:
      (aggregate, type) = (value.type == .boolean ? .countTrue : .countPresent, .number(.ratio))
    case .min, .max:
      guard isOrdered(value, function) else { return nil }
      (aggregate, type) = (function == .min ? .smallest : .largest, value.type)
    default:
      guard isNumber(value, word: function.rawValue) else { return nil }
      (aggregate, type) = (function == .sum ? .sum : .mean, value.type)
    }
    return emit(.aggregate(aggregate, register(value)), type, origin, cadence: .perTick)
  }

  private mutating func isOrdered(_ value: Operand, _ function: Function) -> Bool {
    guard !value.type.isOrdered else { return true }
    refuse(.typeMismatch, value, "`\(function.rawValue)` takes numbers or times; \(value.origin.place.quoted) is \(value.type)")
    return false
  }

  private mutating func extreme(_ function: Function, _ values: [Operand], _ origin: Expression) -> Operand? {
    guard let (type, isFlexible) = unify(values, word: function.rawValue), isOrdered(values[0], function) else { return nil }
    let registers = values.map { register($0) }
    return emit(function == .min ? .smallest(registers) : .largest(registers), type, origin, isFlexible: isFlexible)
  }

  private mutating func clamp(_ values: [Operand], _ origin: Expression) -> Operand? {
    guard let (type, isFlexible) = unify(values, word: "clamp"), isOrdered(values[0], .clamp) else { return nil }
    if let lowest = Self.ordinal(values[1]), let highest = Self.ordinal(values[2]), lowest > highest {
      findings.add(
        Diagnostic(
          .badInterval,
          "the lower end of `clamp` is not above the higher: \(values[1].origin.place.quoted) is \(Interval.short(lowest)), "
            + "\(values[2].origin.place.quoted) is \(Interval.short(highest))", at: values[2].origin.span, caption: "the higher end"
        ).pointing(to: values[1].origin.span, "the lower end"))
      return nil
    }
    let registers = values.map { register($0) }
    return emit(.clamp(registers[0], lowest: registers[1], highest: registers[2]), type, origin, isFlexible: isFlexible)
  }

  private static func ordinal(_ operand: Operand) -> Double? {
    switch operand.constant {
    case .number(let value), .time(let value): value
    default: nil
    }
  }

  private mutating func function1(_ function: Function, _ value: Operand, _ origin: Expression) -> Operand? {
    guard isNumber(value, word: function.rawValue), let unit = value.type.unit else { return nil }
    var result: Unit? = unit
    let operation: UnaryOperation
    switch function {
    case .sqrt: (operation, result) = (.squareRoot, unit.root())
    case .exp: (operation, result) = (.exponential, unit.isRatio ? unit : nil)
    case .log: (operation, result) = (.logarithm, unit.isRatio ? unit : nil)
    case .floor: operation = .floor
    case .ceil: operation = .ceiling
    case .round: operation = .round
    default: operation = .absolute
    }
    guard let result else {
      let rule = function == .sqrt ? "`sqrt` takes a unit with even exponents" : "`\(function.rawValue)` takes a number without unit"
      refuse(
        .unitMismatch, value, "\(rule); \(value.origin.place.quoted) is \(value.type)",
        help: "divide it by a value of the same unit first")
      return nil
    }
    return emit(.unary(operation, register(value)), .number(result), origin, isFlexible: value.isFlexible)
  }

  private mutating func power(_ base: Operand, _ exponent: Operand, _ origin: Expression) -> Operand? {
    let areNumbers = [isNumber(base, word: "pow"), isNumber(exponent, word: "pow")]
    guard !areNumbers.contains(false), let unit = base.type.unit else { return nil }
    guard exponent.isRatio else {
      refuse(.unitMismatch, exponent, "the exponent of `pow` has no unit; \(exponent.origin.place.quoted) is \(exponent.type)")
      return nil
    }
    var result: Unit? = unit
    if !unit.isRatio { result = exponent.constantNumber.flatMap { Int(exactly: $0) }.flatMap { unit.power($0) } }
    guard let result else {
      conflict(.unitMismatch, "`pow` of a unit takes a whole constant exponent", base, exponent)
      return nil
    }
    let (a, b) = (register(base), register(exponent))
    return emit(.binary(.power, a, b), .number(result), origin, isFlexible: base.isFlexible && exponent.isFlexible)
  }
}
