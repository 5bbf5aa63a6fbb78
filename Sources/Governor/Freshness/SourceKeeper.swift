internal import Diagnostics
internal import Policy

/// Decides, for one source over time, what stands for each of its records: freshness, then the fallback list.
///
/// It does no I/O and has no clock: what it is told decides all.
struct SourceKeeper: Sendable {
  let declaration: SourceDeclaration
  private let rule: FreshnessRule
  private(set) var memory: LastKnownGood?
  /// The fields that were read last, for this policy or for others that read the source with it.
  private(set) var readFields: Set<Int>

  init(_ declaration: SourceDeclaration) {
    self.declaration = declaration
    readFields = declaration.wantedFields
    rule = FreshnessRule(staleAfter: declaration.staleAfter, clockSkew: declaration.clockSkew)
    memory = declaration.fallback.longestLastKnownGood.map { LastKnownGood(fields: declaration.fields, maximumAge: $0) }
  }

  /// Takes records of the same fields, of which some may never have been read, in the place of its own; nothing where it keeps none.
  mutating func adopt(_ records: LastKnownGood, unread: Set<Int>) {
    guard let maximumAge = declaration.fallback.longestLastKnownGood else { return }
    memory = records.used(upTo: maximumAge).lacking(unread)
    readFields = Set(declaration.fields.indices).subtracting(unread)
  }

  /// A read that came to an end, well or not.
  struct Attempt: Sendable {
    let result: Result<Reading, PluginFault>
    /// When it ended, in Unix seconds.
    let time: Double
    /// How long it took, in seconds.
    let seconds: Double
    /// The keys that were read.
    var keys: KeyBatch?
    /// The fields that were read; nil where the source was not asked.
    var fields: Set<Int>?
  }

  /// What the source gives to a tick at `now`, and keeps what is fresh in mind. `entities` names the rows; nil is one row without a name.
  /// `keys` are those of the snapshot, where they depend on other sources.
  mutating func settle(_ attempt: Attempt, entities: EntityTable?, keys: KeyBatch? = nil, now: Double) -> SourceSnapshot {
    let snapshot = judged(attempt, entities: entities, keys: keys, now: now)
    if memory != nil, case .success(let reading) = attempt.result {
      if let fields = attempt.fields { readFields = fields }
      remember(reading.records, attempt, snapshot, entities, keys)
    }
    memory?.tidy(now: now)
    return snapshot
  }

  /// What the source would give to a tick at `now`.
  func judged(_ attempt: Attempt, entities: EntityTable?, keys: KeyBatch? = nil, now: Double) -> SourceSnapshot {
    let rows = entities?.count ?? 1
    let batch = batch(attempt, rows: rows, entities)
    var assembly = SnapshotAssembly(fields: declaration.fields, rows: rows)
    let nameless: [UInt8] = []
    let fates = RecordKeys(read: attempt.keys, final: keys, rows: rows)
    for row in 0..<rows {
      if fates.isDependent {
        let name = fates.name(row) ?? []
        judge(row, name.span, fates[row], batch, attempt, now, &assembly)
      } else if let entities {
        entities.names.withBytes(row: row) { judge(row, $0, .good, batch, attempt, now, &assembly) }
      } else {
        judge(row, nameless.span, .good, batch, attempt, now, &assembly)
      }
    }
    let keyFault = fates.fault.map { fault($0.text, row: $0.row, entities, nil) }
    return assembly.snapshot(
      name: declaration.name, batch: batch.records, keys: (keys ?? attempt.keys)?.columns ?? [], skippedKeys: batch.skippedKeys,
      fault: batch.fault ?? keyFault ?? assembly.firstStale.map { staleFault($0.age, row: $0.row, entities) },
      readSeconds: attempt.seconds)
  }

  /// Keeps the fresh records of a judged snapshot in mind: by the entity's name, or by the key where that is not always the same one.
  private mutating func remember(
    _ records: RecordBatch, _ attempt: Attempt, _ snapshot: SourceSnapshot, _ entities: EntityTable?, _ keys: KeyBatch?
  ) {
    let nameless: [UInt8] = []
    let fates = RecordKeys(read: attempt.keys, final: keys, rows: snapshot.states.count)
    for row in snapshot.states.indices where snapshot.states[row] == .fresh {
      let asOf = asOf(row, records, attempt)
      if fates.isDependent {
        guard let name = fates.name(row) else { continue }
        memory?.remember(records.columns, row: row, name: name.span, asOf: asOf)
      } else if let entities {
        entities.names.withBytes(row: row) { memory?.remember(records.columns, row: row, name: $0, asOf: asOf) }
      } else {
        memory?.remember(records.columns, row: row, name: nameless.span, asOf: asOf)
      }
    }
  }

  /// Says how old stale data is: data from the future hides a wrong clock, or a time in another unit.
  private func staleFault(_ age: Double, row: Int, _ entities: EntityTable?) -> PluginFault {
    let field = declaration.asOf.map { declaration.fields[$0] }
    let text = DurationText.text(abs(age).rounded())
    let (name, scale) = (field?.name ?? "", field?.scale ?? .seconds)
    let future = "`\(name)` is \(text) in the future: is a clock wrong, or the time not in \(scale.rawValue)?"
    let message = age < 0 ? future : "its data is \(text) old"
    return fault(message, row: row, entities, nil)
  }

  private func judge(
    _ row: Int, _ name: Span<UInt8>, _ key: RecordKeys.Fate, _ batch: Batch, _ attempt: Attempt, _ now: Double,
    _ assembly: inout SnapshotAssembly
  ) {
    guard key != .withheld else {
      // Withholding is a decision about all that needs the source: no fallback of another source takes it back.
      assembly.blank(row, .withheld)
      return assembly.take(row, state: .absent, outcome: .withheld, age: .nan)
    }
    let asOf = asOf(row, batch.records, attempt)
    let state = key.state ?? state(row, batch, asOf: asOf, now: now)
    if state == .stale, assembly.firstStale == nil { assembly.firstStale = (row, now - asOf) }
    guard let cause = state.cause else {
      return assembly.take(row, state: state, outcome: .fresh, age: now - asOf)
    }
    // Data further ahead than the clock may be was remembered before the clock was set back: how old it is, nobody knows.
    // Without a key it is not known whose last record would stand in.
    let known = key.hasKey ? memory?.find(name, now: now).flatMap { -$0.age <= declaration.clockSkew ? $0 : nil } : nil
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

  private func asOf(_ row: Int, _ records: RecordBatch?, _ attempt: Attempt) -> Double {
    declaration.asOf.flatMap { field in records?.columns[field].numbers[row] } ?? attempt.time
  }

  /// A fault of one record, which names whose it is, and its key where that is not always the same one.
  private func fault(_ text: String, row: Int?, _ entities: EntityTable?, _ keys: KeyBatch?) -> PluginFault {
    let name = row.flatMap { row in entities.flatMap { row < $0.count ? "`\($0.name(row).shown(limit: 80))`" : nil } }
    let key = row.flatMap { row in
      keys.flatMap { keys -> String? in
        guard keys.states != nil, let column = keys.columns.first, row < column.count, column.states[row].isPresent else { return nil }
        return "key `\(column.texts.string(row: row).shown(limit: 200))`"
      }
    }
    let head = [name, key].compactMap { $0 }.joined(separator: ", ")
    return PluginFault(.invalid, place: "source `\(declaration.name)`", message: head.isEmpty ? text : "\(head): \(text)")
  }

  private struct Batch {
    let records: RecordBatch?
    let skippedKeys: Int
    let fault: PluginFault?
  }

  /// The records of a read, if it gave as many as were asked for.
  private func batch(_ attempt: Attempt, rows: Int, _ entities: EntityTable?) -> Batch {
    switch attempt.result {
    case .failure(let fault): return Batch(records: nil, skippedKeys: 0, fault: fault)
    case .success(let reading):
      if let complaint = complaint(reading.records, rows: rows) {
        let fault = PluginFault(.invalid, place: "the plugin `\(declaration.type)`", message: complaint)
        return Batch(records: nil, skippedKeys: reading.skippedKeys, fault: fault)
      }
      let fault = reading.records.firstFault.map { self.fault($0, row: reading.records.firstFaultRow, entities, attempt.keys) }
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
