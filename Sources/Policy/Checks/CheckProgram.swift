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

  func info(_ register: Register) -> RegisterInfo { own.info(register) }
  func finish() -> Program { own.finish() }
}
