internal import Diagnostics
internal import Governor
internal import Policy

/// Holds a tick against what a step expects of it.
struct Judge {
  let report: TickReport
  /// What sinks have written, by name.
  let written: [String: OutputBatch]
  /// Seconds since the start of the test.
  let time: Double

  /// The failure of an expectation; nil where it came true.
  func failure(of expectation: Expectation) -> Diagnostic? {
    switch expectation.subject {
    case .value(let name, let register, let sink, let entity, let expected):
      return value(name, register, sink: sink, entity, expected, expectation)
    case .row(let sink, let entity, let isWritten): return row(sink, entity, isWritten, expectation)
    case .source(let index, let entity, let words): return source(index, entity, words, expectation)
    case .entities(let names): return entities(names, expectation)
    case .count(let sink, let what, let number): return count(sink, what, number, expectation)
    }
  }

  private func failed(_ message: String, _ expectation: Expectation, notes: [String] = []) -> Diagnostic {
    Diagnostic(.expectationFailed, message, at: expectation.span, notes: ["\(RelativeTime.text(time)) after the start"] + notes)
  }

  private var policy: CheckedPolicy { report.policy }

  /// The row of an entity, or the one row of the tick; nil where the tick has no such entity.
  private func index(_ entity: String?) -> Int? {
    guard let entity else { return 0 }
    return report.snapshot.entities?.row(of: entity)
  }

  private func absent(_ entity: String, _ expectation: Expectation) -> Diagnostic {
    let names = (0..<min(40, report.snapshot.rows)).compactMap { report.snapshot.entities?.name($0) }
    return failed(
      "there is no \(policy.entity ?? "entity") `\(entity.shown(limit: 40))` in this tick", expectation,
      notes: [report.knowsEntities ? NameList.note("found", names) : "which ones there are could not be found out"])
  }

  private func value(
    _ name: String, _ register: Register, sink: String?, _ entity: String?, _ expected: ExpectedValue, _ expectation: Expectation
  ) -> Diagnostic? {
    guard let row = index(entity) else { return absent(entity ?? "", expectation) }
    let column = report.evaluation[register]
    let cell = column.count == 1 ? 0 : row
    let isRight = expected.holds(column, row: cell, now: report.snapshot.now)
    let isWritten = sink.map { written[$0].map { $0.entities == nil || $0.rows.contains(row) } ?? false }
    // A field that is expected to be missing is expected in a row that cannot be written.
    let needsWriting: Bool
    switch expected {
    case .missing, .withheld: needsWriting = false
    default: needsWriting = true
    }
    guard !isRight || (needsWriting && isWritten == false) else { return nil }
    let whose = entity.map { " of `\($0.shown(limit: 40))`" } ?? ""
    let shown = ShownValue.text(column, row: cell, policy.program.info(register).type)
    var story = ValueStory(report, row: row)
    let notes = story.lines(for: register)
    let message =
      isRight
      ? "`\(name)`\(whose) is \(shown), and was not written"
      : "`\(name)`\(whose) is \(shown); expected is \(expectation.text)"
    return failed(message, expectation, notes: notes)
      .pointing(to: policy.values.first { $0.register == register }?.expression.span, "its formula")
  }

  private func row(_ sink: String?, _ entity: String?, _ isWritten: Bool, _ expectation: Expectation) -> Diagnostic? {
    let asked = policy.sinks.filter { sink == nil ? $0.cadence == (entity == nil ? .perTick : .perEntity) : $0.name == sink }
    let row = index(entity)
    // What is not there has nothing written.
    let writers = asked.filter { sink in row.map { row in written[sink.name].map { $0.rows.contains(row) } ?? false } ?? false }
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
        "\(whose) is written by \(writers.map { "`\($0.name)`" }.joined(separator: ", ")); expected is withheld", expectation,
        notes: written)
    }
    guard !asked.isEmpty else { return failed("no sink writes \(whose); expected is written", expectation) }
    let silent = asked.filter { sink in !writers.contains { $0.name == sink.name } }
    return failed(
      "\(whose) is not written by \(silent.map { "`\($0.name)`" }.joined(separator: ", ")); expected is written", expectation,
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
      var story = ValueStory(report, row: row)
      for line in story.lines(for: output.register) where !notes.contains(line) { notes.append(line) }
    }
    return notes
  }

  private func source(_ index: Int, _ entity: String?, _ words: [SourceWord], _ expectation: Expectation) -> Diagnostic? {
    let (declaration, snapshot) = (policy.sources[index], report.snapshot.sources[index])
    if let entity {
      guard let row = self.index(entity) else { return absent(entity, expectation) }
      let (state, outcome) = (snapshot.states[row], snapshot.outcomes[row])
      guard !words.allSatisfy({ $0.holds(state, outcome) }) else { return nil }
      return failed(
        "`\(declaration.name)` of `\(entity.shown(limit: 40))` is \(Self.words(state, outcome)); expected is \(Self.list(words))",
        expectation,
        notes: snapshot.fault.map { ["\($0)"] } ?? [])
    }
    let records = self.records(index)
    for word in words {
      let holds =
        word == .tooOld ? snapshot.tooOld > 0 : !records.isEmpty && records.allSatisfy { word.holds($0.state, $0.outcome) }
      guard !holds else { continue }
      let first = records.first { !word.holds($0.state, $0.outcome) }
      let name = first?.row.flatMap { report.snapshot.entities?.name($0) }
      let whose = name.map { " of `\($0.shown(limit: 40))`" } ?? ""
      let got = first.map { Self.words($0.state, $0.outcome) } ?? "without a record"
      return failed(
        "`\(declaration.name)`\(whose) is \(got); expected is \(Self.list(words))", expectation,
        notes: snapshot.fault.map { ["\($0)"] } ?? [])
    }
    return nil
  }

  private struct Record {
    let row: Int?
    let state: RecordState
    let outcome: Outcome
  }

  /// What a source's records were. A source that finds entities and gave none has one: its read.
  private func records(_ index: Int) -> [Record] {
    let (declaration, snapshot) = (policy.sources[index], report.snapshot.sources[index])
    if snapshot.states.isEmpty, declaration.providesEntities {
      guard let fault = snapshot.fault else { return [Record(row: nil, state: .absent, outcome: .fresh)] }
      let state: RecordState = fault.kind == .invalid ? .invalid : .unreachable
      return [Record(row: nil, state: state, outcome: report.snapshot.entities == nil ? .withheld : .lastKnownGood)]
    }
    return zip(snapshot.states, snapshot.outcomes).enumerated().map { row, pair in
      Record(row: declaration.cadence == .perEntity ? row : nil, state: pair.0, outcome: pair.1)
    }
  }

  private static func words(_ state: RecordState, _ outcome: Outcome) -> String {
    state == .fresh || outcome == .fresh ? state.word : "\(state.word), \(outcome.word)"
  }

  private static func list(_ words: [SourceWord]) -> String { words.map(\.rawValue).joined(separator: ", ") }

  private func entities(_ names: [String], _ expectation: Expectation) -> Diagnostic? {
    guard let table = report.snapshot.entities else {
      return failed("which entities there are could not be found out", expectation)
    }
    let found = (0..<table.count).map { table.name($0) }
    guard Set(found) != Set(names) else { return nil }
    let (missing, surplus) = (names.filter { !found.contains($0) }, found.filter { !names.contains($0) })
    return failed(
      "the entities are not those that are expected", expectation,
      notes: (missing.isEmpty ? [] : [NameList.note("not found", missing)])
        + (surplus.isEmpty ? [] : [NameList.note("not expected", surplus)]))
  }

  private func count(_ sink: String, _ what: SinkCount, _ number: Int, _ expectation: Expectation) -> Diagnostic? {
    guard let report = report.sinks.first(where: { $0.name == sink }) else { return nil }
    let got =
      switch what {
      case .written: report.written
      case .failed: report.failed
      case .withheld: report.withheld
      case .missing: report.missing
      }
    guard got != number else { return nil }
    return failed(
      "`\(sink)` has \(got) \(got == 1 ? "row" : "rows") \(what.rawValue); expected is \(number)", expectation,
      notes: report.fault.map { ["\($0)"] } ?? [])
  }
}
