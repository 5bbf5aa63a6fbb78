internal import Diagnostics
internal import Policy

/// Builds the graph of a derivation. A name is one node however often it is used, so the graph is no larger than the policy; and names wait
/// in a list for their turn, so a long chain of them needs no deep stack.
struct DerivationBuilder {
  let report: TickReport
  let entity: String?
  let row: Int
  private let isOfHost: Bool
  private(set) var nodes: [DerivationNode?] = []
  private(set) var sources: [DerivedSource] = []
  private var known: [String: Int] = [:]
  private var waiting: [(node: Int, value: NamedValue)] = []
  private var sourceIndices: [Int: Int] = [:]
  private let instructions: [Register: Instruction]
  private let constants: [Register: Constant]
  private let values: [String: NamedValue]
  private let params: [String: Param]
  private let fields: [String: (source: Int, field: Int)]

  var policy: CheckedPolicy { report.policy }

  init(_ report: TickReport, entity: String?, row: Int, isOfHost: Bool = false) {
    self.report = report
    self.entity = entity
    self.row = row
    self.isOfHost = isOfHost
    let policy = report.policy
    instructions = Dictionary(policy.program.instructions.map { ($0.result, $0) }, uniquingKeysWith: { first, _ in first })
    constants = Dictionary(policy.program.constants.map { ($0.register, $0.value) }, uniquingKeysWith: { first, _ in first })
    values = Dictionary(policy.values.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    params = Dictionary(policy.params.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var fields: [String: (Int, Int)] = [:]
    for (source, declaration) in policy.sources.enumerated() {
      for (field, name) in declaration.fields.map(\.name).enumerated() { fields["\(declaration.name).\(name)"] = (source, field) }
    }
    self.fields = fields
  }

  mutating func build(outputs wanted: Set<String>?) -> Derivation {
    var study = SensitivityStudy(report, row: row, outputs: wanted)
    let sensitivities = study.run()
    // The source that finds the entities stands behind everything, whether or not a formula reads it.
    for (index, source) in policy.sources.enumerated() where source.providesEntities { _ = self.source(index) }
    let drafts = policy.sinks.map { sink in
      sink.outputs.filter { wanted?.contains($0.name) ?? true }.map { output in
        Derivation.Output(name: output.name, span: output.span, node: node(output.expression, output.register))
      }
    }
    // All outputs of a sink decide whether it writes, also those that nobody asked for.
    let gaps = policy.sinks.indices.map { index -> [(value: DerivedValue, node: Int)] in
      guard !drafts[index].isEmpty else { return [] }
      return policy.sinks[index].outputs.compactMap { output in
        let value = value(of: output.register)
        return value.isPresent ? nil : (value, node(output.expression, output.register))
      }
    }
    let nodes = settled()
    let sinks = policy.sinks.indices.compactMap { index -> Derivation.Sink? in
      guard !drafts[index].isEmpty else { return nil }
      let sink = policy.sinks[index]
      let states = gaps[index].map(\.value.content)
      let computed: Derivation.Sink.Verdict = states.contains(.withheld) ? .withheld : states.contains(.missing) ? .missing : .written
      let verdict = sink.isActive(in: policy.mode) ? computed : .inactive
      return Derivation.Sink(
        name: sink.name, type: sink.type, span: sink.span,
        place: sink.configuration.templates.first.map { $0.text(entity: entity) }, verdict: verdict, modes: sink.modes,
        isDeleted: sink.whenWithheld == .delete && (verdict == .withheld || verdict == .missing),
        causes: verdict == .inactive ? [] : Self.causes(gaps[index].map(\.node), nodes), outputs: drafts[index])
    }
    return Derivation(
      policy: policy.name, mode: policy.mode, entity: policy.entity.flatMap { kind in entity.map { (kind, $0) } },
      now: report.snapshot.now, sinks: sinks,
      checks: wanted == nil ? Derivation.checks(report, entity: entity, row: row) : [], nodes: nodes, sources: sources,
      sensitivities: sensitivities, triedAll: study.triedAll)
  }

  /// The graph below one register.
  mutating func build(from register: Register) -> ValueDerivation {
    let start = node(of: register)
    let nodes = settled()
    return ValueDerivation(start: start, nodes: nodes, sources: sources)
  }

  /// All nodes, once the names that wait have had their turn.
  private mutating func settled() -> [DerivationNode] {
    while let (index, value) = waiting.popLast() {
      nodes[index] = content(value.expression, value.register, named: value.name, at: value.span)
    }
    return nodes.compactMap { $0 }
  }

  /// The nodes at the bottom of what is missing or withheld.
  private static func causes(_ start: [Int], _ nodes: [DerivationNode]) -> [Int] {
    var seen: Set<Int> = []
    var open = start
    var causes: [Int] = []
    while let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      let node = nodes[index]
      let guilty = node.operands.map(\.node).filter { nodes[$0].value.content == node.value.content }
      if guilty.isEmpty { causes.append(index) } else { open += guilty }
    }
    return causes.sorted()
  }

  func value(of register: Register) -> DerivedValue {
    DerivedValue(report.evaluation[register], row: row, type: policy.program.info(register).type)
  }

  /// The node of a formula whose value is in a register.
  mutating func node(_ expression: Expression, _ register: Register) -> Int {
    if let name = expression.soleName { return named(name, register) }
    return add(content(expression, register, named: nil, at: expression.span))
  }

  /// The node of a register that something else than a formula names.
  private mutating func node(of register: Register) -> Int {
    if let value = policy.values.first(where: { $0.register == register }) { return named(value.name, register) }
    for source in policy.sources {
      guard let field = source.registers.firstIndex(of: register) else { continue }
      return named("\(source.name).\(source.fields[field].name)", register)
    }
    if let instruction = instructions[register] { return node(instruction.origin, register) }
    return add(DerivationNode(.constant, value: value(of: register)))
  }

  private mutating func add(_ node: DerivationNode?) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  /// The one node of a name.
  private mutating func named(_ name: String, _ register: Register) -> Int {
    if let index = known[name] { return index }
    let index: Int
    if let value = values[name] {
      index = add(nil)
      waiting.append((index, value))
    } else if let (source, field) = fields[name] {
      index = add(self.field(field, of: source, named: name))
    } else if let param = params[name] {
      index = add(
        DerivationNode(.param, name: name, span: param.valueSpan, value: DerivedValue(param.constant, type: param.type)))
    } else {
      index = add(DerivationNode(.builtin, name: name, value: value(of: register)))
    }
    known[name] = index
    return index
  }

  /// What a formula came to, and the nodes of its parts.
  private mutating func content(_ expression: Expression, _ register: Register, named name: String?, at span: SourceSpan) -> DerivationNode
  {
    let kind: DerivationNode.Kind = name == nil ? .formula : .value
    let value = value(of: register)
    func leaf(_ kind: DerivationNode.Kind) -> DerivationNode {
      DerivationNode(kind, name: name, expression: expression, span: span, value: value)
    }
    if expression.soleName != nil || (expression.parts.count == 1 && instructions[register]?.origin.span != expression.span) {
      // Another name for a value, or a `first_of` of one part: there is no step of its own.
      guard expression.soleName != nil || constants[register] == nil else { return leaf(name == nil ? .constant : .value) }
      let target = node(expression.soleName == nil ? expression.parts[0] : expression, register)
      return DerivationNode(
        kind, name: name, expression: expression, span: span, value: value, operands: [.init(role: nil, node: target)],
        why: value.isPresent ? nil : Self.gap(value, expression.words))
    }
    guard let instruction = instructions[register] else { return leaf(name == nil ? .constant : .value) }
    let registers = instruction.operation.operands
    let roles = Self.roles(instruction.operation)
    let operands = zip(instruction.origin.parts, registers).enumerated().map { place, operand in
      DerivationNode.Operand(role: roles?[place], node: node(operand.0, operand.1))
    }
    let study = OperationStudy(
      operation: instruction.operation, value: value, operands: registers.map { self.value(of: $0) },
      words: instruction.origin.parts.map(\.words), row: row, culprit: culprit(instruction.operation))
    return DerivationNode(
      kind, name: name, expression: expression, operation: Self.word(instruction.operation, expression), span: span, value: value,
      operands: operands, detail: study.detail, why: study.why)
  }

  static func gap(_ value: DerivedValue, _ words: String) -> String {
    "\(words) is \(value.content == .withheld ? "withheld" : "missing")"
  }

  /// The place of a source among those of the derivation.
  mutating func source(_ index: Int) -> Int {
    if let known = sourceIndices[index] { return known }
    let declaration = policy.sources[index]
    sources.append(
      DerivedSource(
        declaration, report.snapshot.sources[index], row: declaration.cadence == .perTick ? 0 : row, entity: entity, report.snapshot,
        isOfHost: isOfHost))
    sourceIndices[index] = sources.count - 1
    return sources.count - 1
  }
}
