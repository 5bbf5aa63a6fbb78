public import Diagnostics

/// Compiles the expressions of one policy into one program.
public struct ProgramBuilder {
  var program = Program()
  var scope = Scope()
  /// Whether a value over all entities is a fault, because there is only one of them.
  var refusesAggregates = false

  /// A builder that knows no names yet.
  public init() {}

  /// A register that the tick fills.
  public mutating func addInput(type: ValueType, cadence: Cadence) -> Register {
    let register = program.add(type: type, cadence: cadence)
    program.inputs.append(register)
    return register
  }

  /// A register that always holds the value.
  public mutating func addConstant(_ constant: Constant, type: ValueType) -> Register {
    program.add(constant, type: type)
  }

  /// Makes a name known: a single one (`a`), or a field of a source (`source.field`).
  public mutating func define(_ name: String, as register: Register) {
    scope[name] = .register(register)
  }

  /// Tells where a name is declared, and where its value stands if it is written there, for findings to point at.
  mutating func declare(_ name: String, at span: SourceSpan, value: SourceSpan? = nil, as words: String = Scope.Declaration.declared) {
    scope.declarations[name] = Scope.Declaration(span: span, valueSpan: value, words: words)
  }

  /// Makes a source known with the names of its fields, so that findings can tell what it has.
  public mutating func defineGroup(_ name: String, fields: [String]) {
    scope.defineGroup(name, fields: fields)
  }

  /// Makes a name known whose own fault is reported already: expressions that use it fail without a word.
  public mutating func defineBroken(_ name: String) {
    scope[name] = .broken
  }

  /// Takes an unknown name for one that could not be read, and no fault of its own.
  mutating func acceptUnknownNames() {
    scope.isOpen = true
  }

  /// Compiles an expression without a name, such as a field of a sink; nil after findings, or where it uses a broken name.
  ///
  /// `expected` is the type that the place takes, nil for any. A literal takes the expected unit.
  public mutating func compile(_ expression: Expression, expected: ValueType?, into bag: inout DiagnosticBag) -> Register? {
    // Program and scope move into the compiler and back, so that no array is copied.
    var compiler = ExpressionCompiler(program: program, scope: scope, findings: FindingList(isMuted: bag.isFull))
    compiler.refusesAggregates = refusesAggregates
    program = Program()
    scope = Scope()
    let register = compiler.compile(expression, expected: expected)
    program = compiler.program
    scope = compiler.scope
    compiler.findings.report(to: &bag)
    return register
  }

  /// The inputs on which a register's value depends, through whatever lies between.
  public func inputs(of register: Register) -> Set<Register> { program.inputs(of: register) }

  /// What a register holds.
  public func info(_ register: Register) -> RegisterInfo { program.info(register) }

  /// The program of all that was compiled.
  public func finish() -> Program { program }
}
