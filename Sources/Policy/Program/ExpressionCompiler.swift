import Diagnostics

/// Checks one expression against names, types and units, and adds its steps to a program. A part with a fault gives nil, and what uses
/// it is silent.
struct ExpressionCompiler {
  var program: Program
  var scope: Scope
  var findings: FindingList
  /// See `ProgramBuilder`.
  var refusesAggregates = false
  /// Whether the expression is a place's whole text where text can stand, as the label of a metric.
  var takesText = false
  /// Registers whose values cannot be computed, for a part of them has a fault, and of which only the type is known.
  private var broken: Set<Register> = []
  private var hasBroken = false

  init(program: Program, scope: Scope, findings: FindingList = FindingList()) {
    self.program = program
    self.scope = scope
    self.findings = findings
  }

  /// The register of the whole expression; after a fault the program is as before.
  mutating func compile(_ expression: Expression, expected: ValueType?) -> Register? {
    // A value that is named is computed; what is nothing but a word in an output may be one.
    takesText = expression.soleName != nil && (expected == .text || (expected == nil && scope.current == nil))
    let (registers, constants, instructions) = (program.registers.count, program.constants.count, program.instructions.count)
    if let operand = operand(expression), let register = place(operand, expected: expected), !hasBroken { return register }
    program.cut(toRegisters: registers, constants: constants, instructions: instructions)
    return nil
  }

  /// Gives the whole expression the type that its place wants.
  private mutating func place(_ operand: Operand, expected: ValueType?) -> Register? {
    guard let expected else { return register(operand) }
    guard operand.type.isSameKind(as: expected) else {
      refuse(.typeMismatch, operand, "this place takes \(expected); \(operand.origin.place.quoted) is \(operand.type)")
      return nil
    }
    guard operand.type == expected || operand.isFlexible else {
      let slip = expected.unit.flatMap { wanted in operand.type.unit.flatMap { UnitSlip(wanted, $0) } }
      refuse(
        .unitMismatch, operand, "this place takes \(expected); \(operand.origin.place.quoted) is \(operand.type)",
        help: slip?.help(scope, program))
      return nil
    }
    let register = register(operand)
    if operand.isFlexible { program.registers[register.index].type = expected }
    return register
  }

  /// The register that holds an operand; a literal gets one now.
  mutating func register(_ operand: Operand) -> Register {
    switch (operand.source, operand.constant) {
    case (.register(let register), _): return register
    case (.literal, let constant?): return program.add(constant, type: operand.type)
    case (.literal, nil):
      let register = program.add(.number(0), type: operand.type)
      broken.insert(register)
      return register
    }
  }

  /// What stands for a part with a fault whose type is known all the same, so that what it stands beside is still checked.
  mutating func broken(_ type: ValueType, _ origin: Expression, isFlexible: Bool = false) -> Operand {
    hasBroken = true
    return Operand(source: .literal, constant: nil, type: type, isFlexible: isFlexible, cadence: .perTick, origin: origin)
  }

  /// Whether the value cannot be computed; how often it is there is then not known either.
  func isBroken(_ operand: Operand) -> Bool {
    switch operand.source {
    case .register(let register): broken.contains(register)
    case .literal: operand.constant == nil
    }
  }

  mutating func operand(_ expression: Expression) -> Operand? {
    switch expression.form {
    case .number(let value): return literal(.number(value), .number(.ratio), expression)
    case .duration(let seconds): return literal(.number(seconds), .number(.seconds), expression, isFlexible: false)
    case .text(let text): return literal(.text(text), .text, expression)
    case .boolean(let value): return literal(.boolean(value), .boolean, expression)
    case .name(let name): return named(name, expression)
    case .unary(let sign, let inner): return unary(sign, inner, expression)
    case .binary(let sign, let left, let right): return binary(sign, left, right, expression)
    case .conditional(let condition, let then, let otherwise): return conditional(condition, then, otherwise, expression)
    case .coalesce(let parts, let word): return coalesce(parts, word: word, expression)
    case .membership(let value, let list): return membership(value, list, expression)
    case .call(let name, let place, let arguments): return call(name, at: place, arguments, expression)
    case .weights(let terms): return weights(terms, expression)
    case .match(let subject, let arms): return match(subject, arms, expression)
    case .broken(let parts):
      for part in parts { _ = operand(part) }
      return nil
    }
  }

  /// The operands that can be told something of, in order, and whether those are all.
  mutating func operands(_ expressions: [Expression]) -> (known: [Operand], areAll: Bool) {
    let known = expressions.compactMap { operand($0) }
    return (known, known.count == expressions.count)
  }

  func literal(_ constant: Constant, _ type: ValueType, _ origin: Expression, isFlexible: Bool = true) -> Operand {
    Operand(source: .literal, constant: constant, type: type, isFlexible: isFlexible && type.unit != nil, cadence: .perTick, origin: origin)
  }

  /// Adds a step; its result is there for each entity where an operand is.
  mutating func emit(
    _ operation: Operation, _ type: ValueType, _ origin: Expression, isFlexible: Bool = false, cadence: Cadence? = nil
  ) -> Operand {
    let isPerEntity = operation.operands.contains { program.info($0).cadence == .perEntity }
    let cadence = cadence ?? (isPerEntity ? .perEntity : .perTick)
    let register = program.add(operation, type: type, cadence: cadence, origin: origin)
    if !broken.isEmpty, !broken.isDisjoint(with: operation.operands) { broken.insert(register) }
    return Operand(source: .register(register), constant: nil, type: type, isFlexible: isFlexible, cadence: cadence, origin: origin)
  }
}
