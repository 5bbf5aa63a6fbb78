internal import Policy

/// Decides, for one source over time, what stands for each of its records: freshness, then the fallback list.
///
/// It does no I/O and has no clock: what it is told decides all.
struct SourceKeeper: Sendable {
  private let declaration: SourceDeclaration
  private let rule: FreshnessRule
  private var memory: LastKnownGood?

  init(_ declaration: SourceDeclaration) {
    self.declaration = declaration
    rule = FreshnessRule(staleAfter: declaration.staleAfter, clockSkew: declaration.clockSkew)
    memory = declaration.fallback.longestLastKnownGood.map { LastKnownGood(fields: declaration.fields, maximumAge: $0) }
  }

  /// A read that came to an end, well or not.
  struct Attempt: Sendable {
    let result: Result<Reading, PluginFault>
    /// When it ended, in Unix seconds.
    let time: Double
    /// How long it took, in seconds.
    let seconds: Double
  }

  /// What the source gives to a tick at `now`. `entities` names the rows; nil is one row without a name.
  mutating func settle(_ attempt: Attempt, entities: EntityTable?, now: Double) -> SourceSnapshot {
    let rows = entities?.count ?? 1
    let batch = batch(attempt, rows: rows)
    var assembly = SnapshotAssembly(fields: declaration.fields, rows: rows)
    let nameless: [UInt8] = []
    for row in 0..<rows {
      if let entities {
        entities.names.withBytes(row: row) { settle(row, $0, batch, attempt, now, &assembly) }
      } else {
        settle(row, nameless.span, batch, attempt, now, &assembly)
      }
    }
    memory?.tidy(now: now)
    return assembly.snapshot(
      name: declaration.name, batch: batch.records, skippedKeys: batch.skippedKeys,
      fault: batch.fault ?? assembly.firstStaleAge.map { staleFault($0) },
      readSeconds: attempt.seconds)
  }

  /// Says how old stale data is: data from the future hides a wrong clock, or a time in another unit.
  private func staleFault(_ age: Double) -> PluginFault {
    let field = declaration.asOf.map { declaration.fields[$0] }
    let text = DurationText.text(abs(age).rounded())
    let (name, scale) = (field?.name ?? "", field?.scale ?? .seconds)
    let future = "`\(name)` is \(text) in the future: is a clock wrong, or the time not in \(scale.rawValue)?"
    let message = age < 0 ? future : "its data is \(text) old"
    return PluginFault(.invalid, place: "source `\(declaration.name)`", message: message)
  }

  private mutating func settle(
    _ row: Int, _ name: Span<UInt8>, _ batch: Batch, _ attempt: Attempt, _ now: Double, _ assembly: inout SnapshotAssembly
  ) {
    let asOf = declaration.asOf.flatMap { field in batch.records?.columns[field].numbers[row] } ?? attempt.time
    let state = state(row, batch, asOf: asOf, now: now)
    if state == .stale, assembly.firstStaleAge == nil { assembly.firstStaleAge = now - asOf }
    guard let cause = state.cause else {
      if let records = batch.records { memory?.remember(records.columns, row: row, name: name, asOf: asOf) }
      return assembly.take(row, state: state, outcome: .fresh, age: now - asOf)
    }
    // Data further ahead than the clock may be was remembered before the clock was set back: how old it is, nobody knows.
    let known = memory?.find(name, now: now).flatMap { -$0.age <= declaration.clockSkew ? $0 : nil }
    let resolution = declaration.fallback.resolve(cause, lastKnownGoodAge: known?.age)
    if resolution.isTooOld { assembly.noteTooOld(row) }
    assembly.take(row, state: state, outcome: resolution.outcome, age: resolution.outcome == .lastKnownGood ? known?.age ?? .nan : .nan)
    switch resolution.outcome {
    case .lastKnownGood: if let memory, let known { assembly.replace(row, with: memory, slot: known.slot) }
    case .values: assembly.replace(row, with: resolution.values)
    case .missing, .fresh: assembly.blank(row, .missing)
    case .withheld: assembly.blank(row, .withheld)
    }
  }

  private struct Batch {
    let records: RecordBatch?
    let skippedKeys: Int
    let fault: PluginFault?
  }

  /// The records of a read, if it gave as many as were asked for.
  private func batch(_ attempt: Attempt, rows: Int) -> Batch {
    switch attempt.result {
    case .failure(let fault): return Batch(records: nil, skippedKeys: 0, fault: fault)
    case .success(let reading):
      if let complaint = complaint(reading.records, rows: rows) {
        let fault = PluginFault(.invalid, place: "the plugin `\(declaration.type)`", message: complaint)
        return Batch(records: nil, skippedKeys: reading.skippedKeys, fault: fault)
      }
      let fault = reading.records.firstFault.map { PluginFault(.invalid, place: "source `\(declaration.name)`", message: $0) }
      return Batch(records: reading.records, skippedKeys: reading.skippedKeys, fault: fault)
    }
  }

  /// What is wrong with the shape of records: everything behind this relies on it.
  private func complaint(_ records: RecordBatch, rows: Int) -> String? {
    guard records.rows == rows else { return "gave \(records.rows) records where \(rows) were asked for" }
    guard records.columns.count == declaration.fields.count else {
      return "gave \(records.columns.count) columns where \(declaration.fields.count) were asked for"
    }
    for (field, column) in zip(declaration.fields, records.columns) where column.isText != (field.kind == .text) {
      return "gave \(column.isText ? "texts" : "numbers") for `\(field.name)`, which is a \(field.kind.rawValue)"
    }
    return nil
  }

  private func state(_ row: Int, _ batch: Batch, asOf: Double, now: Double) -> RecordState {
    guard let records = batch.records else { return batch.fault?.kind == .invalid ? .invalid : .unreachable }
    switch records.states[row] {
    case .absent: return .absent
    case .invalid: return .invalid
    // The loader has `as_of` name a required field; a plugin that takes other fields than it was given may still leave it empty.
    case .present where declaration.asOf.map({ !records.columns[$0].states[row].isPresent }) ?? false: return .invalid
    case .present: return rule.isFresh(asOf: asOf, now: now) ? .fresh : .stale
    }
  }
}
