public import Diagnostics
public import Policy

/// Reads what is given against a policy, step after step: names, fields, and words that need something given before.
public struct GivenReader: Sendable {
  private let policy: CheckedPolicy
  /// Sources that were given a record.
  private var known: Set<String> = []
  /// Entities of a source that were given a record, as `source` and name.
  private var knownRecords: Set<[String]> = []
  /// The names of all entities that were given so far.
  public private(set) var entities: Set<String> = []

  /// A reader before the first step.
  public init(_ policy: CheckedPolicy) {
    self.policy = policy
  }

  /// What a mapping from sources to records or words means; parts with a fault are left out and reported.
  public mutating func read(_ node: Node, into bag: inout DiagnosticBag) -> Given {
    var given = Given()
    guard case .mapping(let entries) = node.content else {
      bag.add(
        Diagnostic(
          .wrongKind, "`given` is a mapping from sources to what they hold, not \(node.kindName)", at: node.span,
          help: policy.sources.first.map { "write `\($0.name): …`" }))
      return given
    }
    for entry in entries {
      if let source = policy.sources.first(where: { $0.name == entry.key }) {
        if let answer = answer(entry.value, source, into: &bag) { given.sources.append((source.name, answer)) }
        // A source that finds entities finds those that it is given.
        if source.cadence == .perEntity, !source.providesEntities, case .mapping(let entities) = entry.value.content {
          given.places += entities.map {
            Given.Place(source: source.name, entity: $0.key, span: $0.keySpan, isAbsence: $0.value.scalar?.text == "absent")
          }
        }
      } else if entry.key == "sinks" {
        given.failing = failing(entry.value, into: &bag)
      } else {
        let names = policy.sources.map(\.name) + ["sinks"]
        bag.add(
          Diagnostic(
            .unknownName, "`\(entry.key.shown(limit: 40))` is not a source of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
            help: Suggestion.help(for: entry.key, among: names), notes: [NameList.note("sources", policy.sources.map(\.name))]))
      }
    }
    return given
  }

  private mutating func answer(_ node: Node, _ source: SourceDeclaration, into bag: inout DiagnosticBag) -> Given.Answer? {
    switch node.content {
    case .scalar(let scalar):
      guard let condition = condition(scalar, node, source, entity: nil, into: &bag) else { return nil }
      return .condition(condition)
    case .sequence(let items): return names(items, node, source, into: &bag)
    case .mapping(let entries):
      guard source.cadence == .perEntity else {
        guard let cells = cells(entries, source, into: &bag) else { return nil }
        known.insert(source.name)
        return .record(cells)
      }
      return rows(entries, source, into: &bag)
    }
  }

  private mutating func names(
    _ items: [Node], _ node: Node, _ source: SourceDeclaration, into bag: inout DiagnosticBag
  ) -> Given.Answer? {
    guard source.providesEntities else {
      let help = source.cadence == .perEntity ? "write `NAME: {field: value}` for each entity" : "write `{field: value}`"
      bag.add(
        Diagnostic(.badGiven, "a list names the entities that a source finds, and `\(source.name)` finds none", at: node.span, help: help))
      return nil
    }
    var rows: [(name: String, row: Given.Row)] = []
    for item in items {
      guard let name = item.scalar?.text, !item.isNull, !name.isEmpty else {
        bag.add(Diagnostic(.wrongKind, "an entity is a name, not \(item.kindName)", at: item.span))
        continue
      }
      guard !rows.contains(where: { $0.name == name }) else {
        bag.add(Diagnostic(.duplicateKey, "`\(name.shown(limit: 40))` is there already", at: item.span, help: "take it out"))
        continue
      }
      note(name, of: source)
      rows.append((name, .record([])))
    }
    known.insert(source.name)
    return .rows(rows)
  }

  private mutating func rows(_ entries: [Node.Entry], _ source: SourceDeclaration, into bag: inout DiagnosticBag) -> Given.Answer? {
    var rows: [(name: String, row: Given.Row)] = []
    for entry in entries {
      guard !entry.key.isEmpty else {
        bag.add(Diagnostic(.badName, "an entity has a name", at: entry.keySpan))
        continue
      }
      switch entry.value.content {
      case .mapping(let fields):
        guard let cells = cells(fields, source, into: &bag) else { continue }
        note(entry.key, of: source)
        rows.append((entry.key, .record(cells)))
      case .scalar(let scalar):
        entities.insert(entry.key)
        guard let condition = condition(scalar, entry.value, source, entity: entry.key, into: &bag) else { continue }
        rows.append((entry.key, .condition(condition)))
      case .sequence:
        bag.add(
          Diagnostic(
            .wrongKind, "`\(entry.key.shown(limit: 40))` takes a mapping from fields to values, or a word, not a list",
            at: entry.value.span,
            help: "write `{field: value}`", notes: ["words: " + GivenCondition.words]))
      }
    }
    known.insert(source.name)
    return .rows(rows)
  }

  private mutating func note(_ entity: String, of source: SourceDeclaration) {
    entities.insert(entity)
    knownRecords.insert([source.name, entity])
  }

  /// A word, if it can be said of the source: what was never given cannot be given again, and what has no age is never too old.
  private func condition(
    _ scalar: Scalar, _ node: Node, _ source: SourceDeclaration, entity: String?, into bag: inout DiagnosticBag
  ) -> GivenCondition? {
    let what = entity.map { "`\($0.shown(limit: 40))` of `\(source.name)`" } ?? "`\(source.name)`"
    guard let condition = GivenCondition(rawValue: scalar.text) else {
      let words = GivenCondition.allCases.map(\.rawValue)
      let form = source.cadence == .perEntity && entity == nil ? "`NAME: {field: value}`" : "`{field: value}`"
      bag.add(
        Diagnostic(
          .notAChoice, "\(what) takes \(form) or a word, not \(node.kindName)", at: node.span,
          help: Suggestion.help(for: scalar.text, among: words), notes: ["words: " + GivenCondition.words]))
      return nil
    }
    switch condition {
    case .unreachable where entity != nil:
      bag.add(
        Diagnostic(
          .badGiven, "a source is unreachable as a whole, not for one entity", at: node.span, help: "write `\(source.name): unreachable`"))
      return nil
    case .stale where source.asOf == nil:
      bag.add(
        Diagnostic(
          .badGiven, "\(what) is never stale: its data is as old as its reading", at: node.span,
          help: "a source whose data has an age says `as_of`"
        ).pointing(to: source.span, "without `as_of`"))
      return nil
    case .fresh, .stale:
      let isKnown = entity.map { knownRecords.contains([source.name, $0]) } ?? known.contains(source.name)
      guard isKnown else {
        bag.add(
          Diagnostic(
            .badGiven, "`\(condition.rawValue)` gives again what was given last, and \(what) was given nothing before", at: node.span,
            help: "write the record: `{field: value}`"))
        return nil
      }
      return condition
    default: return condition
    }
  }

  private func cells(_ entries: [Node.Entry], _ source: SourceDeclaration, into bag: inout DiagnosticBag) -> [Given.Cell]? {
    var cells: [Given.Cell] = []
    var isWhole = true
    for entry in entries {
      guard let index = source.fields.firstIndex(where: { $0.name == entry.key }) else {
        let names = source.fields.map(\.name)
        bag.add(
          Diagnostic(
            .unknownField, "`\(entry.key.shown(limit: 40))` is not a field of `\(source.name)`", at: entry.keySpan,
            caption: "unknown field",
            help: Suggestion.help(for: entry.key, among: names), notes: NameList.notes("fields", names)))
        isWhole = false
        continue
      }
      guard let scalar = entry.value.scalar else {
        bag.add(Diagnostic(.wrongKind, "the value of a field is one word or number, not \(entry.value.kindName)", at: entry.value.span))
        isWhole = false
        continue
      }
      // Nothing written is a field that is not there.
      guard !entry.value.isNull else { continue }
      if source.fields[index].kind == .time, let offset = RelativeTime.offset(scalar.text) {
        cells.append(Given.Cell(field: index, value: .time(offset: offset)))
      } else {
        cells.append(Given.Cell(field: index, value: .text(scalar.text)))
      }
    }
    return isWhole ? cells : nil
  }

  private func failing(_ node: Node, into bag: inout DiagnosticBag) -> [String: Bool] {
    guard case .mapping(let entries) = node.content else {
      bag.add(Diagnostic(.wrongKind, "`sinks` is a mapping from sinks to `works` or `fails`, not \(node.kindName)", at: node.span))
      return [:]
    }
    var failing: [String: Bool] = [:]
    for entry in entries {
      let names = policy.sinks.map(\.name)
      guard names.contains(entry.key) else {
        bag.add(
          Diagnostic(
            .unknownName, "`\(entry.key.shown(limit: 40))` is not a sink of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
            help: Suggestion.help(for: entry.key, among: names), notes: [NameList.note("sinks", names)]))
        continue
      }
      switch entry.value.scalar?.text {
      case "works": failing[entry.key] = false
      case "fails": failing[entry.key] = true
      default:
        bag.add(
          Diagnostic(.notAChoice, "a sink `works` or `fails`, and nothing else", at: entry.value.span, help: "write `works` or `fails`"))
      }
    }
    return failing
  }
}
