internal import Diagnostics
internal import Governor
internal import Policy

/// Holds a tick against what a step expects of it.
struct Judge {
  let report: TickReport
  /// The metrics after the tick.
  let metrics: [MetricSample]
  /// Seconds since the start of the test.
  let time: Double

  /// The failure of an expectation; nil where it came true.
  func failure(of expectation: Expectation) -> Diagnostic? {
    switch expectation.subject {
    case .value(let name, let register, let sink, let entity, let expected):
      return value(name, register, sink: sink, entity, expected, expectation)
    case .row(let sink, let entity, let isWritten): return row(sink, entity, isWritten, expectation)
    case .published(let check, let entities): return published(check, entities, expectation)
    case .publishedCount(let check, let count): return published(check, count, expectation)
    case .source(let index, let entity, let words): return source(index, entity, words, expectation)
    case .entities(let names): return entities(names, expectation)
    case .count(let sink, let what, let number): return count(sink, what, number, expectation)
    case .metric(let series, let expected): return metric(series, expected, expectation)
    case .check(let name, let entity, let word): return check(name, entity, word, expectation)
    }
  }

  func failed(_ message: String, _ expectation: Expectation, notes: [String] = []) -> Diagnostic {
    Diagnostic(.expectationFailed, message, at: expectation.span, notes: [moment] + notes)
  }

  private var moment: String { "\(RelativeTime.text(time)) after the start" }

  var policy: CheckedPolicy { report.policy }

  /// The row of an entity, or the one row of the tick; nil where the tick has no such entity.
  func index(_ entity: String?) -> Int? {
    guard let entity else { return 0 }
    return report.snapshot.entities?.row(of: entity)
  }

  /// Whether a sink wrote the row of an entity; of a sink for the tick, its one row.
  private func hasWritten(_ sink: String, row: Int) -> Bool {
    let isShared = policy.sinks.first { $0.name == sink }?.cadence == .perTick
    return report.sinks.first { $0.name == sink }?.writtenRows.contains(isShared ? 0 : row) ?? false
  }

  func absent(_ entity: String, _ expectation: Expectation) -> Diagnostic {
    let names = (0..<min(40, report.snapshot.rows)).compactMap { report.snapshot.entities?.name($0) }
    return Diagnostic(
      .expectationFailed, "there is no \(policy.entity ?? "entity") `\(entity.shown(limit: 40))` in this tick",
      at: expectation.nameSpan ?? expectation.span, help: Suggestion.help(for: entity, among: names),
      notes: [moment, report.knowsEntities ? NameList.note("found", names) : "which ones there are could not be found out"])
  }

  private func value(
    _ name: String, _ register: Register, sink: String?, _ entity: String?, _ expected: ExpectedValue, _ expectation: Expectation
  ) -> Diagnostic? {
    guard let row = index(entity) else { return absent(entity ?? "", expectation) }
    let column = report.evaluation[register]
    let cell = column.count == 1 ? 0 : row
    let isRight = expected.holds(column, row: cell, now: report.snapshot.now)
    let isWritten = sink.map { hasWritten($0, row: row) }
    // A field that is expected to be missing is expected in a row that cannot be written.
    let needsWriting: Bool
    switch expected {
    case .missing, .withheld: needsWriting = false
    default: needsWriting = true
    }
    guard !isRight || (needsWriting && isWritten == false) else { return nil }
    let whose = entity.map { " of `\($0.shown(limit: 40))`" } ?? ""
    let shown = ShownValue.text(column, row: cell, policy.program.info(register).type)
    let notes = ValueStory.lines(report, register, row: row)
    let message =
      isRight
      ? "`\(name)`\(whose) is \(shown), and was not written"
      : "`\(name)`\(whose) is \(shown); expected is \(expectation.text)"
    var failure = failed(message, expectation, notes: notes)
    if case .withheld = expected, column.states[cell].isReplaceable {
      failure.help = "write `missing`: no source behind it withholds; that its row is kept back is `NAME: withheld`"
    }
    return
      failure
      .pointing(to: policy.values.first { $0.register == register }?.expression.span, "its formula")
  }

  private func row(_ sink: String?, _ entity: String?, _ isWritten: Bool, _ expectation: Expectation) -> Diagnostic? {
    let cadence = entity == nil ? Cadence.perTick : .perEntity
    // A sink of the other mode is not expected to write.
    let asked = policy.sinks.filter { declaration in
      sink == nil ? declaration.cadence == cadence && declaration.modes.contains(policy.mode) : declaration.name == sink
    }
    let row = index(entity)
    // What is not there has nothing written.
    let writers = asked.filter { sink in row.map { row in hasWritten(sink.name, row: row) } ?? false }
    guard isWritten ? writers.count != asked.count || asked.isEmpty : !writers.isEmpty else { return nil }
    if isWritten, row == nil, let entity { return absent(entity, expectation) }
    let whose = entity.map { "`\($0.shown(limit: 40))`" } ?? "the row of the tick"
    guard isWritten else {
      let written = writers.flatMap { sink in
        sink.outputs.prefix(8).map { output in
          "`\(sink.name).\(output.name)` is \(ShownValue.text(report.evaluation[output.register], row: row ?? 0, output.type))"
        }
      }
      return failed(
        "\(whose) is written by \(NameList.text(writers.map(\.name))); expected is withheld", expectation,
        notes: written)
    }
    guard !asked.isEmpty else { return failed("no sink writes \(whose); expected is written", expectation) }
    let silent = asked.filter { sink in !writers.contains { $0.name == sink.name } }
    return failed(
      "\(whose) is not written by \(NameList.text(silent.map(\.name))); expected is written", expectation,
      notes: silent.flatMap { reasons($0, row: row ?? 0) })
  }

  /// Why a sink does not write a row: the fields without a value, and where they came from.
  private func reasons(_ sink: SinkDeclaration, row: Int) -> [String] {
    if let fault = report.sinks.first(where: { $0.name == sink.name })?.fault { return ["`\(sink.name)`: \(fault)"] }
    var notes: [String] = []
    for output in sink.outputs {
      let column = report.evaluation[output.register]
      guard column.count > 0, !column.states[column.count == 1 ? 0 : row].isPresent else { continue }
      notes.append("`\(sink.name).\(output.name)` is \(ShownValue.text(column, row: row, output.type))")
      for line in ValueStory.lines(report, output.register, row: row) where !notes.contains(line) { notes.append(line) }
    }
    return notes
  }
}
