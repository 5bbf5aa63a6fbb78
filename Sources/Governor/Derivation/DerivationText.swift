internal import Diagnostics
internal import Policy

extension Derivation {
  /// The derivation as an indented tree for a person, lines ended by line feeds; without colours.
  public var text: String {
    var writer = DerivationText(self)
    return writer.write()
  }
}

/// Writes a derivation as a tree. A value with a name is written out once, and pointed to after that.
private struct DerivationText {
  private let derivation: Derivation
  private var lines: [String] = []
  private var shown: Set<Int> = []

  init(_ derivation: Derivation) {
    self.derivation = derivation
  }

  mutating func write() -> String {
    let entity = derivation.entity.map { ", \($0.kind) \($0.name.shown())" } ?? ""
    lines.append("policy \(derivation.policy) (\(derivation.mode.rawValue))\(entity), \(PlainText.time(derivation.now))")
    for sink in derivation.sinks {
      lines.append("")
      heading(of: sink)
      for output in sink.outputs {
        let node = derivation.nodes[output.node]
        write(output.node, prefix: node.name == output.name ? "" : "\(output.name.shown()): ", depth: 1)
      }
    }
    for check in derivation.checks { lines += [""] + check.lines }
    lines.append("")
    lines.append("sources")
    for source in derivation.sources { write(source) }
    sensitivities()
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func heading(of sink: Derivation.Sink) {
    let key = sink.place.map { " to \($0.shown(limit: 200))" } ?? ""
    let place = "  (\(Self.place(sink.span)))"
    let fate = sink.isDeleted ? " and the key is deleted (`when_withheld: delete`)" : ""
    switch sink.verdict {
    case .written: lines.append("sink \(sink.name): a row is written\(key)\(place)")
    case .withheld: lines.append("sink \(sink.name): nothing is written\(key)\(fate): a source withholds\(place)")
    case .missing: lines.append("sink \(sink.name): nothing is written\(key)\(fate): a value is missing\(place)")
    case .inactive:
      let modes = sink.modes.map(\.rawValue).joined(separator: ", ")
      lines.append(
        "sink \(sink.name): inactive, nothing is written\(key): it writes in mode \(modes) alone, and the policy is in"
          + " \(derivation.mode.rawValue)\(place)")
    }
    for cause in sink.causes {
      let node = derivation.nodes[cause]
      let label = Self.label(node)
      lines.append("  because \(node.why ?? "\(label.shown()) is \(PlainText.text(node.value))")")
      guard case .field(let facts) = node.detail else { continue }
      for line in lines(derivation.sources[facts.source]) { lines.append("    \(line)") }
    }
  }

  private mutating func write(_ index: Int, prefix: String, depth: Int) {
    let node = derivation.nodes[index]
    let indent = String(repeating: "  ", count: depth)
    let label = Self.label(node).shown(limit: 120)
    let isLeaf = node.operands.isEmpty
    var line = "\(indent)\(prefix)\(label)"
    // A literal says its value itself.
    if node.kind != .constant || node.value.number == nil || NumberText.parse(label) != node.value.number {
      line += " = \(PlainText.text(node.value))"
    }
    if node.value.hasFault { line += " (an arithmetic fault lies behind it)" }
    if node.name != nil, !shown.insert(index).inserted, !isLeaf {
      lines.append(line + "  (above)")
      return
    }
    if case .clamp(let clamp) = node.detail { line += "  \(Self.words(clamp))" }
    if node.kind == .param { line += "  param" }
    if let span = node.span, node.name != nil { line += "  (\(Self.place(span)))" }
    lines.append(line)
    if let why = node.why { lines.append("\(indent)  \(why)") }
    if node.kind == .value, let formula = node.formula { lines.append("\(indent)  = \(formula.shown(limit: 200))") }
    if case .field(let facts) = node.detail { lines.append("\(indent)  \(fact(facts))") }
    guard depth < Self.deepest || isLeaf else {
      lines.append("\(indent)  and so on: the JSON form has all of it")
      return
    }
    operands(of: node, depth: depth + 1)
  }

  /// Names may be defined by each other in a chain of any length; nobody reads so far to the right.
  private static let deepest = 60

  private mutating func operands(of node: DerivationNode, depth: Int) {
    for (place, operand) in node.operands.enumerated() {
      var prefix = operand.role.map { "\($0.shown(limit: 40)): " } ?? ""
      switch node.detail {
      case .weights(let terms): prefix = Self.words(terms[place]) + " "
      case .choice(let choice) where node.operation != "min" && node.operation != "max":
        let isCondition = operand.role == "condition" || operand.role == "of"
        if operand.role == nil { prefix = "\(place + 1). " }
        if !isCondition, choice.taken != place {
          guard let passed = choice.passed.first(where: { $0.operand == place }), node.operation == "first_of" else {
            // Arms of a `match` that do not fit say nothing; a branch that was not taken is named.
            if operand.role != nil, node.operation == "match" { continue }
            let other = derivation.nodes[operand.node]
            lines.append(
              "\(String(repeating: "  ", count: depth))\(prefix)\(Self.label(other).shown(limit: 120))  not taken")
            continue
          }
          prefix += "(\(passed.reason)) "
        }
      default: break
      }
      write(operand.node, prefix: prefix, depth: depth)
    }
  }

  private func fact(_ facts: DerivationDetail.FieldFacts) -> String {
    let source = derivation.sources[facts.source]
    let name = facts.dataName.shown()
    var parts = [(source.place.map { "\($0.shown(limit: 200)) " } ?? "") + name + (facts.raw.map { " \"\($0)\"" } ?? "")]
    parts.append(source.state == .fresh ? "fresh" : "\(source.state.word), so \(source.outcome.word)")
    if let age = source.age { parts.append(PlainText.age(age)) }
    if let note = facts.note { parts.append(note) }
    if let step = source.steps.last { parts.append("by `\(step.words)`" + (step.span.map { " (\(Self.place($0)))" } ?? "")) }
    return parts.joined(separator: ", ")
  }

  private mutating func write(_ source: DerivedSource) {
    lines.append("  \(source.name)  (\(Self.place(source.span)))")
    for line in lines(source) { lines.append("    \(line)") }
  }

  /// A source's record in a few lines.
  private func lines(_ source: DerivedSource) -> [String] {
    let now = derivation.now
    var first = source.state == .fresh ? "fresh" : "\(source.state.word), so \(source.outcome.word)"
    if let age = source.readAge { first += ", \(PlainText.age(age))" + (source.state == .fresh ? "" : " (\(PlainText.time(now - age)))") }
    if let limit = source.staleAfter { first += ", stale after \(DurationText.text(limit))" }
    if source.outcome == .lastKnownGood, let age = source.age { first += "; what stands for it is \(PlainText.age(age))" }
    if let place = source.place { first += ": \(place.shown(limit: 200))" }
    let steps = source.steps.map { step in
      "\(step.words)\(step.span.map { "  (\(Self.place($0)))" } ?? "")  \(step.passed.map { "passed over: \($0)" } ?? "holds")"
    }
    return [first] + (source.fault.map { [$0.shown(limit: 300)] } ?? []) + steps + (source.remembered.map { [$0] } ?? [])
  }

  private mutating func sensitivities() {
    if !derivation.triedAll { lines += ["", "what would change the outputs: there are too many values to try all, so some are left out"] }
    for (sink, output) in derivation.sinks.flatMap({ sink in sink.outputs.map { (sink.name, $0.name) } }) {
      let own = derivation.sensitivities.filter { $0.sink == sink && $0.output == output }
      guard let first = own.first else { continue }
      // Two sinks may have outputs of one name.
      let isAlone = derivation.sensitivities.allSatisfy { $0.output != output || $0.sink == sink }
      let label = isAlone ? output.shown() : "\(sink).\(output.shown())"
      for (title, rows) in [
        ("what would change \(label) most", own.filter { $0.basis != .tenth }), ("and by a tenth", own.filter { $0.basis == .tenth }),
      ] where !rows.isEmpty {
        lines.append("")
        lines.append("\(title) (it is \(PlainText.text(first.before)))")
        lines += TextTable.lines(rows.prefix(5).map(Self.cells), right: [2, 3, 4], indent: "  ")
      }
    }
  }

  private static func cells(_ sensitivity: Sensitivity) -> [String] {
    let percent = sensitivity.before.number.flatMap { before in
      before == 0 ? nil : sensitivity.change.map { $0 / abs(before) * 100 }
    }
    return [
      sensitivity.field, "\(PlainText.brief(sensitivity.from)) -> \(PlainText.brief(sensitivity.to))",
      sensitivity.after.number.map { PlainText.short($0) } ?? PlainText.text(sensitivity.after),
      sensitivity.change.map { PlainText.signed($0) } ?? "", percent.map { ($0 > 0 ? "+" : "") + PlainText.percent($0) } ?? "",
    ]
  }

  private static func words(_ term: DerivationDetail.Term) -> String {
    guard let contribution = term.contribution else { return "\(PlainText.short(term.weight)) x" }
    let share = term.share.map { ", \(PlainText.percent($0))" } ?? ""
    return "\(PlainText.short(contribution))\(share): \(PlainText.short(term.weight)) x"
  }

  private static func words(_ clamp: DerivationDetail.Clamp) -> String {
    switch clamp.bound {
    case .inside: return "inside [\(PlainText.short(clamp.lowest)), \(PlainText.short(clamp.highest))]"
    case .lower:
      return "held to the lower end \(PlainText.short(clamp.lowest)) (the value was \(PlainText.short(clamp.lowest - clamp.moved)))"
    case .upper:
      return "held to the higher end \(PlainText.short(clamp.highest)) (the value was \(PlainText.short(clamp.highest + clamp.moved)))"
    }
  }

  private static func label(_ node: DerivationNode) -> String { node.name ?? node.formula ?? node.operation ?? "" }

  private static func place(_ span: SourceSpan) -> String { "\(span.file.path):\(span.start.line)" }
}
