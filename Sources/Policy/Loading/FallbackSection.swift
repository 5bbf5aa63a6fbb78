import Diagnostics

/// Reads a `fallback`: a list of steps, or a list for each cause.
struct FallbackSection {
  private let fields: [RecordField]
  private let source: String
  private let context: LoadContext

  init(fields: [RecordField], source: String, _ context: LoadContext) {
    self.fields = fields
    self.source = source
    self.context = context
  }

  /// The lists; nil after a finding. What is not written ends in `withhold`.
  func read(_ node: Node?) -> Fallback? {
    guard let node else { return Fallback([:]) }
    switch node.content {
    case .sequence(let items):
      guard !items.isEmpty else {
        context.report(Diagnostic(.emptyValue, "`fallback` is empty", at: node.span, help: "write `[withhold]`, or leave the field out"))
        return nil
      }
      let spans = items.map(\.span)
      let valueSpans = valueSpans(items)
      return steps(items).map { steps in
        Fallback(
          Dictionary(uniqueKeysWithValues: Cause.allCases.map { ($0, steps) }),
          spans: Dictionary(uniqueKeysWithValues: Cause.allCases.map { ($0, spans) }),
          valueSpans: Dictionary(uniqueKeysWithValues: Cause.allCases.map { ($0, valueSpans) }))
      }
    case .mapping(let entries):
      return perCause(entries)
    case .scalar(let scalar):
      let isStep = scalar.text == "missing" || scalar.text == "withhold"
      report(
        "`fallback` is a list of steps, not \(node.kindName)", at: node.span,
        help: isStep ? "write `fallback: [\(scalar.text)]`" : "write `fallback: [last_known_good: 15m, withhold]`")
      return nil
    }
  }

  private func perCause(_ entries: [Node.Entry]) -> Fallback? {
    var lists: [Cause: [FallbackStep]] = [:]
    var spans: [Cause: [SourceSpan]] = [:]
    var valueSpans: [Cause: [Int: SourceSpan]] = [:]
    var isWhole = true
    for entry in entries {
      guard let cause = Cause(rawValue: entry.key) else {
        let causes = Cause.allCases.map(\.rawValue)
        context.report(
          Diagnostic(
            .badFallback, "`\(entry.key.shown())` is not a reason for a record not to be fresh", at: entry.keySpan,
            help: CauseSlip(entry).help(among: causes), notes: NameList.notes("reasons", causes)))
        isWhole = false
        continue
      }
      guard case .sequence(let items) = entry.value.content, let steps = steps(items) else {
        if case .sequence = entry.value.content {
        } else {
          report(
            "a list of steps is wanted here, not \(entry.value.kindName)", at: entry.value.span,
            help: "write `\(entry.key): [missing]`, for example")
        }
        isWhole = false
        continue
      }
      lists[cause] = steps
      spans[cause] = items.map(\.span)
      valueSpans[cause] = self.valueSpans(items)
    }
    return isWhole ? Fallback(lists, spans: spans, valueSpans: valueSpans) : nil
  }

  private func steps(_ items: [Node]) -> [FallbackStep]? {
    var steps: [FallbackStep] = []
    var isWhole = true
    var end: SourceSpan?
    for item in items {
      if let end {
        context.report(
          Diagnostic(
            .badFallback, "no record comes to this step", at: item.span, help: "take it out, or put it before the step that ends the list"
          )
          .pointing(to: end, "this step always holds"))
        return nil
      }
      guard let step = step(item) else {
        isWhole = false
        continue
      }
      if case .lastKnownGood = step {} else { end = item.span }
      steps.append(step)
    }
    if end == nil { steps.append(.withhold) }
    return isWhole ? steps : nil
  }

  /// Where the values of the `default` that ends a list without fault stand.
  private func valueSpans(_ items: [Node]) -> [Int: SourceSpan] {
    var values: [Int: SourceSpan] = [:]
    if case .mapping(let step) = items.last?.content, let first = step.first, first.key == "default",
      case .mapping(let entries) = first.value.content
    {
      for entry in entries {
        if let index = fields.firstIndex(where: { $0.name == entry.key }) { values[index] = entry.value.span }
      }
    }
    return values
  }

  private func step(_ node: Node) -> FallbackStep? {
    let help = "steps: `last_known_good: 15m`, `default: {field: value}`, `missing`, `withhold`"
    switch node.content {
    case .scalar(let scalar) where scalar.text == "missing": return .missing
    case .scalar(let scalar) where scalar.text == "withhold": return .withhold
    case .mapping(let entries) where entries.count == 1 && entries[0].key == "last_known_good":
      return FieldType<Double>.duration().read(entries[0].value, context).map { .lastKnownGood(maximumAge: $0) }
    case .mapping(let entries) where entries.count == 1 && entries[0].key == "default":
      return values(entries[0].value).map { .values($0) }
    case .scalar(let scalar):
      unknown(scalar.text, at: node.span, help)
    case .mapping(let entries) where entries.count == 1:
      unknown(entries[0].key, at: entries[0].keySpan, help)
    case .mapping(let entries):
      report(
        "a step is one thing, and this one says \(entries.count)", at: entries.dropFirst().first?.keySpan ?? node.span,
        help: "put `- ` before each step")
    case .sequence:
      report("a step of a fallback is not a list", at: node.span, help: help)
    }
    return nil
  }

  private func values(_ node: Node) -> [Int: Constant]? {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      report("`default` gives values to fields", at: node.span, help: "write `default: {\(fields.first?.name ?? "field"): …}`")
      return nil
    }
    return FieldConstant.record(entries, of: fields, unknown: .badFallback, isNot: "a field of `\(source)`", context)
  }

  private func unknown(_ word: String, at span: SourceSpan, _ help: String) {
    switch word {
    case "last_known_good": report("`last_known_good` says for how long", at: span, help: "write `last_known_good: 15m`")
    case "default": report("`default` says which values", at: span, help: "write `default: {\(fields.first?.name ?? "field"): …}`")
    case "missing", "withhold": report("the step `\(word)` is a single word", at: span, help: "write `\(word)` alone")
    case _ where word.hasPrefix("last_known_good:"):
      let age = word.dropFirst("last_known_good:".count)
      report(
        "a blank is missing behind `last_known_good:`", at: span, help: "write `last_known_good: \(String(age).shown(limit: 40))`")
    default:
      context.report(
        Diagnostic(
          .badFallback, "`\(word.shown())` is not a step of a fallback", at: span,
          help: Suggestion.help(for: word, among: ["last_known_good", "default", "missing", "withhold"]), notes: [help]))
    }
  }

  private func report(_ message: String, at span: SourceSpan, help: String) {
    context.report(Diagnostic(.badFallback, message, at: span, help: help))
  }
}
