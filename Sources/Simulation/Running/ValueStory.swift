internal import Diagnostics
internal import Governor
internal import Policy

/// Tells a derivation in lines: the value with its formula, then what that used, down to the records of sources.
struct ValueStory {
  /// A story longer than this is read by nobody.
  private static let limit = 24

  private let derivation: ValueDerivation
  private let policy: CheckedPolicy

  /// The lines for a register in a row of a tick, the nearest first.
  static func lines(_ report: TickReport, _ register: Register, row: Int) -> [String] {
    ValueStory(derivation: report.derivation(of: register, row: row), policy: report.policy).lines
  }

  private var lines: [String] {
    var lines: [String] = []
    var told: Set<Int> = []
    var next = [derivation.start]
    while !next.isEmpty, lines.count < Self.limit {
      var further: [Int] = []
      for index in next where told.insert(index).inserted {
        // A field of a source can be a value's whole formula: then both are told in one line.
        let field = soleField(of: index)
        if let field { told.insert(field) }
        if let line = line(index, field) { lines.append(line) }
        further += uses(of: index)
      }
      next = further.filter { !told.contains($0) }
    }
    return Array(lines.prefix(Self.limit)) + (lines.count > Self.limit || !next.isEmpty ? ["…"] : [])
  }

  private func soleField(of index: Int) -> Int? {
    let node = derivation.nodes[index]
    guard node.operation == nil, node.operands.count == 1 else { return nil }
    let operand = node.operands[0].node
    return derivation.nodes[operand].kind == .field ? operand : nil
  }

  private func line(_ index: Int, _ field: Int?) -> String? {
    let node = derivation.nodes[index]
    let shown = ShownValue.text(node.value)
    switch (node.kind, node.detail) {
    case (.value, _):
      guard let name = node.name, let formula = node.expression else { return nil }
      return "`\(name)` is \(shown)\(field.map { record(of: $0) } ?? ""): \(formula.words) at \(formula.span)"
    case (.field, .field(let facts)):
      return "`\(node.name ?? facts.dataName)` is \(shown)\(record(of: index))\(raw(facts, node))"
    case (.param, _): return node.name.map { "`\($0)` is \(shown)\(origin(ofParam: $0))" }
    case (.formula, _): return node.expression.map { "\($0.words) at \($0.span) is \(shown)" }
    default: return nil
    }
  }

  /// Who says what a param is: a line of a file, or the command line.
  private func origin(ofParam name: String) -> String {
    guard let span = policy.params.first(where: { $0.name == name })?.valueSpan else { return "" }
    return span.file.path == SourceFile.commandLine ? ", by `\(span.file.text.shown(limit: 200))`" : ", a param at \(span)"
  }

  /// What came in the place of a value that does not stand.
  private func raw(_ facts: DerivationDetail.FieldFacts, _ node: DerivationNode) -> String {
    guard derivation.sources[facts.source].state != .fresh || !node.value.isPresent, let raw = facts.raw else { return "" }
    return "; `\(raw)` came"
  }

  /// What the record of a field was, and what stands for it.
  private func record(of index: Int) -> String {
    guard case .field(let facts) = derivation.nodes[index].detail else { return "" }
    let source = derivation.sources[facts.source]
    let stands = source.state == .fresh ? ", fresh" : ", \(source.state.word), so \(source.outcome.word)"
    let isDated = policy.sources.first { $0.name == source.name }?.asOf != nil
    guard isDated, let age = source.age else { return stands }
    return "\(stands), \(RelativeTime.text(age)) old"
  }

  /// The values and fields that a formula uses; what lies between has no name.
  private func uses(of index: Int) -> [Int] {
    var found: [Int] = []
    var open = Array(derivation.nodes[index].operands.map(\.node).reversed())
    while let next = open.popLast() {
      switch derivation.nodes[next].kind {
      case .value, .field, .param: if !found.contains(next) { found.append(next) }
      case .formula: open += derivation.nodes[next].operands.map(\.node).reversed()
      case .constant, .builtin: break
      }
    }
    return found
  }
}
