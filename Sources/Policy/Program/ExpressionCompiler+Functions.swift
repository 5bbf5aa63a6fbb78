import Diagnostics

extension ExpressionCompiler {
  mutating func call(_ name: String, at place: Place, _ arguments: [Expression], _ origin: Expression) -> Operand? {
    guard let function = Function(rawValue: name) else {
      for argument in arguments { _ = operand(argument) }
      let names = Function.allCases.map(\.rawValue)
      findings.add(
        Diagnostic(
          .unknownFunction, "there is no function `\(name.shown(limit: 40))`", at: place.span, caption: "unknown",
          help: Self.help(forWord: name) ?? Suggestion.help(for: name, among: names), notes: NameList.notes("functions", names)))
      return nil
    }
    let (found, areAll) = operands(arguments)
    guard function.arity.contains(arguments.count) else {
      let one = function.arity.upperBound == 1 || arguments.isEmpty
      findings.add(
        Diagnostic(
          .wrongArguments, "`\(name)` takes \(Self.count(function.arity)), not \(arguments.isEmpty ? "none" : "\(arguments.count)")",
          at: one ? origin.span : place.span,
          help: "write `\(function.usage)`"))
      return nil
    }
    guard areAll else { return partly(function, found, of: arguments.count, origin) }
    if function.isAggregate, found.count == 1 { return aggregate(function, found[0], origin) }
    switch function {
    case .min, .max: return extreme(function, found, origin)
    case .clamp: return clamp(found, origin)
    case .pow: return power(found[0], found[1], origin)
    default: return function1(function, found[0], origin)
    }
  }

  /// What is known of a call of which some arguments have a fault.
  private mutating func partly(_ function: Function, _ known: [Operand], of count: Int, _ origin: Expression) -> Operand? {
    switch function {
    case .min, .max, .clamp:
      guard count > 1, let (type, isFlexible) = unify(known, word: function.rawValue), isOrdered(known[0], function) else { return nil }
      return broken(type, origin, isFlexible: isFlexible)
    case .count: return broken(.number(.ratio), origin)
    case .exp, .log: return broken(.number(.ratio), origin)
    default: return nil
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
    guard !refusesAggregates else {
      findings.add(
        Diagnostic(
          .wrongScope, "a check is about one entity: \(origin.place.quoted) goes over all of them", at: origin.span,
          help: "give it a name under `values`, and use the name here"))
      return nil
    }
    guard value.cadence == .perEntity || isBroken(value) else {
      findings.add(
        Diagnostic(
          .wrongScope,
          "`\(function.rawValue)` of one value goes over all entities; \(value.origin.place.quoted) is one value for the tick, not one for each",
          at: value.origin.span, caption: "one value for the tick", help: Self.help(without: function)))
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

  /// What may have been meant where there is nothing to go over.
  private static func help(without function: Function) -> String? {
    switch function {
    case .min, .max: "to compare values, write `\(function.usage)`"
    case .sum: "to add values, write `a + b`"
    case .mean: "the mean of two values is `(a + b) / 2`"
    default: nil
    }
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
      var finding = Diagnostic(
        .badInterval,
        "the lower end of `clamp` is not above the higher; \(Self.valued(values[1], lowest)) is above \(Self.valued(values[2], highest))",
        at: values[2].origin.span, caption: "the higher end", help: help(forEnds: values[1], lowest, values[2], highest)
      ).pointing(to: values[1].origin.span, "the lower end")
      for end in values[1...] {
        let declaration = end.origin.shortName.flatMap { scope.declarations[$0] }
        finding = finding.pointing(to: declaration?.valueSpan, "the value of \(end.origin.place.quoted)")
      }
      findings.add(finding)
      return nil
    }
    let registers = values.map { register($0) }
    return emit(.clamp(registers[0], lowest: registers[1], highest: registers[2]), type, origin, isFlexible: isFlexible)
  }

  /// The user's words, and their value where they do not tell it.
  private static func valued(_ operand: Operand, _ value: Double) -> String {
    let (words, number) = (operand.origin.place.quoted, Interval.short(value))
    guard words != "`\(number)`" else { return words }
    // A value that was written in thousands shows only beside its unit.
    let unit = operand.type.unit.flatMap { $0.isRatio ? nil : " \($0)" } ?? ""
    return "\(words) (\(number)\(unit))"
  }

  /// Of ends that have names the order may be right, and a value wrong.
  private func help(forEnds lower: Operand, _ lowest: Double, _ higher: Operand, _ highest: Double) -> String {
    let names = [lower, higher].compactMap(\.origin.shortName).filter { scope.declarations[$0]?.valueSpan != nil }
    guard names.count == 2 else { return "the lower end is written first" }
    let (low, high) = (Interval.short(lowest), Interval.short(highest))
    return "the lower end is written first; if it is, give `\(names[1])` at least `\(low)`, or `\(names[0])` at most `\(high)`"
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
    guard let result = unit.isRatio ? unit : self.unit(of: unit, base, exponent) else { return nil }
    let (a, b) = (register(base), register(exponent))
    return emit(.binary(.power, a, b), .number(result), origin, isFlexible: base.isFlexible && exponent.isFlexible)
  }

  /// The unit of a power of something that has one; nil after a finding.
  private mutating func unit(of unit: Unit, _ base: Operand, _ exponent: Operand) -> Unit? {
    let (words, number) = (exponent.origin.place.quoted, exponent.constantNumber)
    let rule = "the exponent of a value with a unit is a whole constant: \(base.origin.place.quoted) is \(base.type)"
    var finding: Diagnostic?
    if let number, let whole = Int(exactly: number) {
      if let result = unit.power(whole) { return result }
      finding = Diagnostic(
        .limitExceeded,
        "the exponents of a unit stay within ±64: \(base.origin.place.quoted) is \(base.type), and the exponent is \(words)",
        at: exponent.origin.span)
    } else if let number {
      finding = Diagnostic(
        .unitMismatch, "\(rule), \(words) is not whole", at: exponent.origin.span, caption: "not whole",
        help: number == 0.5 ? "a root is `sqrt(value)`" : "divide the base by a value of its unit first")
    } else {
      finding = Diagnostic(
        .unitMismatch, "\(rule), \(words) is not the same in every tick", at: exponent.origin.span, caption: "no constant",
        help: "divide the base by a value of its unit first")
    }
    if let finding { findings.add(finding.pointing(to: base.origin.span, "\(base.type)")) }
    return nil
  }
}
