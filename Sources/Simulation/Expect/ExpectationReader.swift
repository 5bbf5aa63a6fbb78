internal import Diagnostics
internal import Policy

/// Reads the `expect:` of a step against a policy.
struct ExpectationReader {
  let policy: CheckedPolicy
  private let names: ValueNames
  private var found: [Expectation] = []

  /// Keys that mean something of their own, before sources and entities of the same name.
  static let words = ["sources", "entities", "values", "sinks", "metrics", "checks", "published"]

  init(_ policy: CheckedPolicy) {
    self.policy = policy
    names = ValueNames(policy)
  }

  /// The expectations, in order; what has a fault is reported and left out.
  mutating func read(_ node: Node, into bag: inout DiagnosticBag) -> [Expectation] {
    found = []
    guard let entries = mapping(node, "`expect`", into: &bag) else { return [] }
    for entry in entries {
      switch entry.key {
      case "sources":
        for source in mapping(entry.value, "`sources`", into: &bag) ?? [] { readSource(source, isSure: true, into: &bag) }
      case "entities": readEntities(entry.value, into: &bag)
      case "values": readRow(entry.value, entity: nil, into: &bag)
      case "sinks": readSinks(entry.value, into: &bag)
      case "metrics": readMetrics(entry.value, into: &bag)
      case "checks": readChecks(entry.value, into: &bag)
      case "published": readPublished(entry.value, into: &bag)
      default: readSource(entry, isSure: false, into: &bag)
      }
    }
    return found
  }

  mutating func add(_ subject: Expectation.Subject, _ node: Node, of name: SourceSpan? = nil) {
    let text = node.scalar.map { $0.text.shown(limit: 60) } ?? "this"
    found.append(Expectation(subject: subject, text: text, span: node.span, nameSpan: name))
  }

  func mapping(_ node: Node, _ what: String, into bag: inout DiagnosticBag) -> [Node.Entry]? {
    guard case .mapping(let entries) = node.content else {
      bag.add(Diagnostic(.wrongKind, "\(what) is a mapping, not \(node.kindName)", at: node.span))
      return nil
    }
    guard !entries.isEmpty else {
      bag.add(Diagnostic(.emptyValue, "\(what) is empty", at: node.span, help: "write what is expected, or leave the field out"))
      return nil
    }
    return entries
  }

  private mutating func readSource(_ entry: Node.Entry, isSure: Bool, into bag: inout DiagnosticBag) {
    let sources = policy.sources.map(\.name)
    guard let index = sources.firstIndex(of: entry.key) else {
      if !isSure, policy.entity != nil, looksLikeEntity(entry) {
        return readRow(entry.value, entity: entry.key, at: entry.keySpan, into: &bag)
      }
      let help = Suggestion.help(for: entry.key, among: sources + (isSure ? [] : Self.words))
      let isValue = policy.values.contains { $0.name == entry.key }
      let words = isSure || policy.entity != nil ? "a source" : "a source, and there are no entities,"
      bag.add(
        Diagnostic(
          .unknownName, "`\(entry.key.shown(limit: 40))` is not \(words) of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
          help: isValue ? "write `values: {\(entry.key): …}`" : help, notes: [NameList.note("sources", sources)]))
      return
    }
    let source = policy.sources[index]
    guard case .mapping(let entries) = entry.value.content else {
      if let words = sourceWords(entry.value, into: &bag) { add(.source(index: index, entity: nil, words: words), entry.value) }
      return
    }
    guard source.cadence == .perEntity else {
      bag.add(
        Diagnostic(
          .badExpectation, "`\(source.name)` has one record, and not one for each entity", at: entry.value.span,
          help: "write `\(source.name): fresh`, say"))
      return
    }
    for record in entries {
      guard let words = sourceWords(record.value, into: &bag) else { continue }
      add(.source(index: index, entity: record.key, words: words), record.value, of: record.keySpan)
    }
  }

  /// A misspelt source is not taken for an entity, of which nothing would be known either.
  private func looksLikeEntity(_ entry: Node.Entry) -> Bool {
    if case .mapping = entry.value.content { return true }
    let word = entry.value.scalar?.text ?? ""
    return word == "written" || (word == "withheld" && Suggestion.nearest(to: entry.key, among: policy.sources.map(\.name)) == nil)
  }

  private func sourceWords(_ node: Node, into bag: inout DiagnosticBag) -> [SourceWord]? {
    var items = [node]
    if case .sequence(let list) = node.content { items = list }
    let words = items.compactMap { item -> SourceWord? in
      if let word = item.scalar.flatMap({ SourceWord(rawValue: $0.text) }) { return word }
      let all = SourceWord.allCases.map(\.rawValue)
      bag.add(
        Diagnostic(
          .notAChoice, "a source is expected to be a state or an outcome, not \(item.kindName)", at: item.span,
          help: Suggestion.help(for: item.scalar?.text ?? "", among: all), notes: [NameList.note("words", all)]))
      return nil
    }
    guard words.count == items.count, !words.isEmpty else {
      if items.isEmpty {
        bag.add(Diagnostic(.emptyValue, "the list is empty", at: node.span, help: "write `[stale, last_known_good]`, say"))
      }
      return nil
    }
    return words
  }

  private mutating func readEntities(_ node: Node, into bag: inout DiagnosticBag) {
    guard policy.entity != nil else {
      bag.add(Diagnostic(.badExpectation, "`\(policy.name)` has no entities", at: node.span, help: "write `values: {name: …}`"))
      return
    }
    switch node.content {
    case .sequence(let items): add(.entities(items.compactMap { $0.scalar?.text }), node)
    case .mapping(let entries): for entry in entries { readRow(entry.value, entity: entry.key, at: entry.keySpan, into: &bag) }
    case .scalar:
      bag.add(
        Diagnostic(
          .wrongKind, "`entities` is the list of all that are found, or a mapping from each to what is expected, not \(node.kindName)",
          at: node.span, help: "write `[]` where none is found"))
    }
  }

  /// The row of an entity, or what there is once for the tick.
  private mutating func readRow(_ node: Node, entity: String?, at name: SourceSpan? = nil, into bag: inout DiagnosticBag) {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.text == "written" || scalar.text == "withheld" else {
        bag.add(
          Diagnostic(
            .notAChoice, "a row is expected to be `written` or `withheld`, or to have values, not \(node.kindName)", at: node.span,
            help: Suggestion.help(for: scalar.text, among: ["written", "withheld"]) ?? "write `{name: value}`"))
        return
      }
      add(.row(sink: nil, entity: entity, isWritten: scalar.text == "written"), node, of: name)
    case .sequence:
      bag.add(Diagnostic(.wrongKind, "a mapping from names to values is wanted here, not a list", at: node.span))
    case .mapping(let entries):
      if entries.isEmpty { bag.add(Diagnostic(.emptyValue, "nothing is expected here", at: node.span, help: "write `{name: value}`")) }
      for entry in entries { readValue(entry, entity: entity, at: name, into: &bag) }
    }
  }

  private mutating func readValue(_ entry: Node.Entry, entity: String?, at name: SourceSpan?, into bag: inout DiagnosticBag) {
    if policy.sinks.contains(where: { $0.name == entry.key }), let word = entry.value.scalar?.text, word == "written" || word == "withheld"
    {
      return add(.row(sink: entry.key, entity: entity, isWritten: word == "written"), entry.value, of: name)
    }
    guard !isState(entry, entity, into: &bag), let meaning = names.find(entry.key, at: entry.keySpan, into: &bag) else { return }
    let info = policy.program.info(meaning.register)
    if entity == nil, info.cadence == .perEntity {
      let name = policy.entity ?? "entity"
      bag.add(
        Diagnostic(
          .badExpectation, "`\(entry.key)` has a value for each \(name), not one for the tick", at: entry.keySpan,
          help: "write it under the name of a \(name)"))
      return
    }
    guard let scalar = entry.value.scalar, !entry.value.isNull else {
      bag.add(
        Diagnostic(
          .wrongKind, "the expected value of `\(entry.key)` is one word or number, not \(entry.value.kindName)", at: entry.value.span,
          help: "where there should be none, write `missing`"))
      return
    }
    guard let expected = ExpectedValue(scalar, for: info.type) else {
      bag.add(
        Diagnostic(
          .wrongType, "`\(entry.key)` is \(info.type), and `\(scalar.text.shown(limit: 40))` is none", at: entry.value.span,
          help: info.type.unit != nil ? "write `1348`, `1348 ±0.01`, `1348 ±1%`, or `missing`" : nil))
      return
    }
    add(
      .value(name: entry.key, register: meaning.register, sink: meaning.sink, entity: entity, expected: expected), entry.value, of: name)
  }

  /// Whether a source stands below an entity with a word for its record, which belongs the other way round; then a finding says so.
  private func isState(_ entry: Node.Entry, _ entity: String?, into bag: inout DiagnosticBag) -> Bool {
    guard let source = policy.sources.first(where: { $0.name == entry.key }), !policy.values.contains(where: { $0.name == entry.key })
    else { return false }
    var items = [entry.value]
    if case .sequence(let list) = entry.value.content { items = list }
    let words = items.compactMap { $0.scalar.flatMap { SourceWord(rawValue: $0.text) }?.rawValue }
    guard !words.isEmpty, words.count == items.count else { return false }
    let word = words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
    let whole = "\(source.name): \(word)"
    let each = entity.map { "\(source.name): {\($0.shown(limit: 40)): \(word)}" } ?? whole
    bag.add(
      Diagnostic(
        .badExpectation, "what became of a source is expected under the name of the source", at: entry.keySpan,
        help: "write `\(source.cadence == .perEntity ? each : whole)` beside the entities"))
    return true
  }
}
