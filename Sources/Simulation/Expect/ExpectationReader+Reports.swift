internal import Diagnostics
internal import Policy

extension ExpectationReader {
  mutating func readSinks(_ node: Node, into bag: inout DiagnosticBag) {
    for entry in mapping(node, "`sinks`", into: &bag) ?? [] {
      let sinks = policy.sinks.map(\.name)
      guard sinks.contains(entry.key) else {
        bag.add(
          Diagnostic(
            .unknownName, "`\(entry.key.shown(limit: 40))` is not a sink of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
            help: Suggestion.help(for: entry.key, among: sinks), notes: [NameList.note("sinks", sinks)]))
        continue
      }
      for count in mapping(entry.value, "`\(entry.key)`", into: &bag) ?? [] {
        let words = SinkCount.allCases.map(\.rawValue)
        guard let what = SinkCount(rawValue: count.key) else {
          bag.add(
            Diagnostic(
              .unknownField, "`\(count.key.shown(limit: 40))` is not what becomes of rows", at: count.keySpan,
              help: Suggestion.help(for: count.key, among: words), notes: [NameList.note("words", words)]))
          continue
        }
        guard let number = count.value.scalar.flatMap({ Int($0.text) }), number >= 0 else {
          bag.add(Diagnostic(.wrongType, "rows are counted in whole numbers, not by \(count.value.kindName)", at: count.value.span))
          continue
        }
        add(.count(sink: entry.key, what: what, number), count.value)
      }
    }
  }

  mutating func readMetrics(_ node: Node, into bag: inout DiagnosticBag) {
    for entry in mapping(node, "`metrics`", into: &bag) ?? [] {
      guard let series = SeriesName(entry.key) else {
        bag.add(
          Diagnostic(
            .badExpectation, "`\(entry.key.shown(limit: 60))` is not a series", at: entry.keySpan,
            help: "write `name`, or `'name{label=\"text\"}'` in quotes"))
        continue
      }
      let names = policy.metrics.map(\.name)
      guard let metric = policy.metrics.first(where: { $0.name == series.metric }) else {
        bag.add(
          Diagnostic(
            .unknownName, "`\(series.metric.shown(limit: 60))` is not a metric of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
            help: Suggestion.help(for: series.metric, among: names), notes: [NameList.note("metrics", names)]))
        continue
      }
      guard Set(metric.labels.map(\.name)) == Set(series.labels.keys) else {
        let labels = metric.labels.map { "\($0.name)=\"…\"" }.joined(separator: ",")
        bag.add(
          Diagnostic(
            .badExpectation, "one series of `\(metric.name)` is told by \(metric.labels.isEmpty ? "its name alone" : "all of its labels")",
            at: entry.keySpan, help: "write `\(metric.labels.isEmpty ? metric.name : "'\(metric.name){\(labels)}'")`"))
        continue
      }
      guard let text = entry.value.scalar?.text, let expected = text == "missing" ? .missing : ExpectedValue.number(text) else {
        bag.add(
          Diagnostic(
            .wrongType, "a series is a number, and \(entry.value.kindName) is none", at: entry.value.span,
            help: "where there should be no series, write `missing`"))
        continue
      }
      add(.metric(series, expected), entry.value)
    }
  }

  mutating func readChecks(_ node: Node, into bag: inout DiagnosticBag) {
    for entry in mapping(node, "`checks`", into: &bag) ?? [] {
      let names = policy.checks.map(\.name)
      guard let check = policy.checks.first(where: { $0.name == entry.key }) else {
        bag.add(
          Diagnostic(
            .unknownName, "`\(entry.key.shown(limit: 60))` is not a check of `\(policy.name)`", at: entry.keySpan, caption: "unknown",
            help: Suggestion.help(for: entry.key, among: names), notes: [NameList.note("checks", names)]))
        continue
      }
      guard check.eachTick != nil else {
        bag.add(
          Diagnostic(.badExpectation, "the check `\(check.name)` is only asked from outside, not in a tick", at: entry.keySpan)
            .pointing(to: check.span, "without `each_tick`"))
        continue
      }
      switch (entry.value.content, check.cadence) {
      case (.mapping(let entries), .perEntity): for verdict in entries { readVerdict(verdict.value, check.name, verdict, into: &bag) }
      case (.scalar, .perTick): readVerdict(entry.value, check.name, nil, into: &bag)
      case (_, .perEntity):
        let name = policy.entity ?? "entity"
        bag.add(
          Diagnostic(
            .badExpectation, "the check `\(check.name)` has a verdict for each \(name)", at: entry.value.span,
            help: "write `{NAME: allowed}`"))
      case (_, .perTick):
        bag.add(
          Diagnostic(
            .badExpectation, "the check `\(check.name)` has one verdict for the tick", at: entry.value.span,
            help: "write `\(check.name): allowed`"))
      }
    }
  }

  private mutating func readVerdict(_ node: Node, _ check: String, _ entity: Node.Entry?, into bag: inout DiagnosticBag) {
    let words = CheckWord.allCases.map(\.rawValue)
    guard let word = node.scalar.flatMap({ CheckWord(rawValue: $0.text) }) else {
      bag.add(
        Diagnostic(
          .notAChoice, "a check is expected to give a verdict, not \(node.kindName)", at: node.span,
          help: Suggestion.help(for: node.scalar?.text ?? "", among: words), notes: [NameList.note("words", words)]))
      return
    }
    add(.check(name: check, entity: entity?.key, word), node, of: entity?.keySpan)
  }
}
