internal import Diagnostics

/// Builds the program of a check beside that of its policy: a name of the policy becomes an input when it is first used.
struct CheckProgram {
  private let policy: ProgramBuilder
  private var own = ProgramBuilder()
  /// Where each input comes from.
  private(set) var inputs: [CheckDeclaration.Input] = []
  private var taken: Set<String> = []

  init(policy: ProgramBuilder) {
    self.policy = policy
    // Names that are not used keep the policy's meaning, which only suggestions look at.
    own.scope = policy.scope
    // Asked about one entity, there are no others to go over.
    own.refusesAggregates = true
  }

  /// Makes a name of what is given known; tells what has the name already.
  mutating func define(_ field: RecordField, index: Int, cadence: Cadence) -> String? {
    if policy.scope.groups[field.name] != nil { return "a source" }
    if policy.scope[field.name] != nil { return "a name of the policy" }
    own.define(field.name, as: own.addInput(type: field.type, cadence: cadence))
    inputs.append(.given(index))
    taken.insert(field.name)
    return nil
  }

  mutating func compile(_ expression: Expression, expected: ValueType?, into bag: inout DiagnosticBag) -> Register? {
    for use in expression.names where taken.insert(use.name).inserted {
      guard case .register(let register) = policy.scope[use.name] else { continue }
      let info = policy.info(register)
      if let constant = policy.program.constant(register) {
        own.define(use.name, as: own.addConstant(constant, type: info.type))
      } else {
        own.define(use.name, as: own.addInput(type: info.type, cadence: info.cadence))
        inputs.append(.value(register))
      }
    }
    return own.compile(expression, expected: expected, into: &bag)
  }

  /// Makes an entry of the check's report known to what it publishes; nil for one that could not be compiled. Tells what else has the name.
  mutating func define(report name: String, as register: Register?) -> String? {
    if policy.scope.groups[name] != nil { return "a source" }
    if policy.scope[name] != nil { return "a name of the policy" }
    if own.scope[name] != nil { return "what the check is given" }
    if let register { own.define(name, as: register) } else { own.defineBroken(name) }
    taken.insert(name)
    return nil
  }

  /// The register of a name that an expression has used; nil for a faulty one.
  func register(_ name: String) -> Register? {
    if case .register(let register) = own.scope[name] { register } else { nil }
  }

  func info(_ register: Register) -> RegisterInfo { own.info(register) }
  func finish() -> Program { own.finish() }
}
