internal import Diagnostics
internal import Governor
internal import Policy

extension Judge {
  func source(_ index: Int, _ entity: String?, _ words: [SourceWord], _ expectation: Expectation) -> Diagnostic? {
    let (declaration, snapshot) = (policy.sources[index], report.snapshot.sources[index])
    if let entity {
      guard let row = self.index(entity) else { return absent(entity, expectation) }
      let (state, outcome, isTooOld) = (snapshot.states[row], snapshot.outcomes[row], snapshot.isTooOld[row])
      guard !words.allSatisfy({ $0.holds(state, outcome, isTooOld: isTooOld) }) else { return nil }
      return failed(
        "`\(declaration.name)` of `\(entity.shown(limit: 40))` is \(Self.words(state, outcome)); expected is \(Self.list(words))",
        expectation, notes: notes(index, row: row))
    }
    let records = self.records(index)
    for word in words {
      let first = records.first { !word.holds($0.state, $0.outcome, isTooOld: $0.isTooOld) }
      guard records.isEmpty || first != nil else { continue }
      let name = first?.row.flatMap { report.snapshot.entities?.name($0) }
      let whose = name.map { " of `\($0.shown(limit: 40))`" } ?? ""
      let got = first.map { Self.words($0.state, $0.outcome) } ?? "without a record"
      return failed(
        "`\(declaration.name)`\(whose) is \(got); expected is \(Self.list(words))", expectation, notes: notes(index, row: first?.row))
    }
    return nil
  }

  /// What was wrong with a source's read, or with one of its records: never with another one.
  private func notes(_ index: Int, row: Int?) -> [String] {
    guard let row else { return report.snapshot.sources[index].fault.map { ["\($0)"] } ?? [] }
    let record = report.derivedSource(index, row: row)
    let age = record.state == .stale ? record.readAge.map { Self.words(age: $0) } : nil
    let whose = report.snapshot.entities.map { " of `\($0.name(row).shown(limit: 40))`" } ?? ""
    return [age, record.fault].compactMap { $0 }.map { "`\(record.name)`\(whose): \($0)" }
  }

  private static func words(age: Double) -> String {
    let text = RelativeTime.text(abs(age).rounded())
    return age < 0 ? "its data is \(text) in the future" : "its data is \(text) old"
  }

  private struct Record {
    let row: Int?
    let state: RecordState
    let outcome: Outcome
    var isTooOld = false
  }

  /// What a source's records were. A source that finds entities and gave none has one: its read.
  private func records(_ index: Int) -> [Record] {
    let (declaration, snapshot) = (policy.sources[index], report.snapshot.sources[index])
    if snapshot.states.isEmpty, declaration.providesEntities {
      guard let fault = snapshot.fault else { return [Record(row: nil, state: .absent, outcome: .fresh)] }
      let state: RecordState = fault.kind == .invalid ? .invalid : .unreachable
      return [Record(row: nil, state: state, outcome: report.snapshot.entities == nil ? .withheld : .lastKnownGood)]
    }
    return snapshot.states.indices.map { row in
      Record(
        row: declaration.cadence == .perEntity ? row : nil, state: snapshot.states[row], outcome: snapshot.outcomes[row],
        isTooOld: snapshot.isTooOld[row])
    }
  }

  private static func words(_ state: RecordState, _ outcome: Outcome) -> String {
    state == .fresh || outcome == .fresh ? state.word : "\(state.word), \(outcome.word)"
  }

  private static func list(_ words: [SourceWord]) -> String { words.map(\.rawValue).joined(separator: ", ") }

  func entities(_ names: [String], _ expectation: Expectation) -> Diagnostic? {
    guard let table = report.snapshot.entities else {
      return failed("which entities there are could not be found out", expectation)
    }
    let found = (0..<table.count).map { table.name($0) }
    guard Set(found) != Set(names) else { return nil }
    let (missing, surplus) = (names.filter { !found.contains($0) }, found.filter { !names.contains($0) })
    return failed(
      "the entities are not those that are expected", expectation,
      notes: NameList.notes("not found", missing) + NameList.notes("not expected", surplus))
  }

  func count(_ sink: String, _ what: SinkCount, _ number: Int, _ expectation: Expectation) -> Diagnostic? {
    guard let report = report.sinks.first(where: { $0.name == sink }) else { return nil }
    let got =
      switch what {
      case .written: report.written
      case .deleted: report.deleted
      case .failed: report.failed
      // As the event of that name: all rows that are kept back.
      case .withheld: report.withheld + report.missing
      case .missing: report.missing
      }
    guard got != number else { return nil }
    var notes = report.fault.map { ["\($0)"] } ?? []
    if report.withheld + report.missing > 0, what != .failed {
      notes.append(
        "kept back: \(report.withheld) because a source that they need withholds, \(report.missing) because a value in them is missing")
    }
    return failed(
      "`\(sink)` has \(counted(got, "row")) \(what.rawValue); expected is \(number)", expectation, notes: notes)
  }

  /// Metrics go on from the start of the test.
  func metric(_ series: SeriesName, _ expected: ExpectedValue, _ expectation: Expectation) -> Diagnostic? {
    let found = metrics.filter { $0.metric == series.metric }
    let sample = found.first { series.fits($0) }
    switch (expected, sample) {
    case (.missing, nil): return nil
    case (.number(let value, let tolerance), let sample?) where tolerance.allows(sample.value, insteadOf: value): return nil
    default: break
    }
    let all = found.prefix(20).map { "`\(SeriesName($0))` is \(NumberFormat.text($0.value))" }
    guard let sample else { return failed("there is no series `\(series)`; expected is \(expectation.text)", expectation, notes: all) }
    return failed("`\(series)` is \(NumberFormat.text(sample.value)); expected is \(expectation.text)", expectation)
      .pointing(to: policy.metrics.first { $0.name == series.metric }?.span, "its declaration")
  }

  func check(_ name: String, _ entity: String?, _ word: CheckWord, _ expectation: Expectation) -> Diagnostic? {
    guard let check = report.checks.first(where: { $0.name == name }) else { return nil }
    guard let row = index(entity), check.verdicts.indices.contains(row) else { return absent(entity ?? "", expectation) }
    let verdict = check.verdicts[row]
    guard !word.holds(verdict, isEnforced: check.isEnforced) else { return nil }
    let whose = entity.map { " of `\($0.shown(limit: 40))`" } ?? ""
    let blocked = verdict == .violated && check.isEnforced ? "violated and blocked" : verdict.word
    let declaration = policy.checks.first { $0.name == name }
    var notes = check.report.map { "`\($0.name)` is \(ShownValue.text($0.column, row: row, $0.type))" }
    for register in Set(declaration?.inputs.compactMap { $0.register(of: declaration) } ?? []).sorted(by: { $0.index < $1.index }) {
      for line in ValueStory.lines(report, register, row: row) where !notes.contains(line) { notes.append(line) }
    }
    return failed("the check `\(name)`\(whose) is \(blocked); expected is \(word.rawValue)", expectation, notes: notes)
      .pointing(to: declaration?.span, "the check")
  }
}

extension CheckDeclaration.Input {
  /// The register of the policy's program behind an input of a check.
  fileprivate func register(of check: CheckDeclaration?) -> Register? {
    switch self {
    case .given(let index): check?.eachTick?[index]
    case .value(let register): register
    }
  }
}
