internal import Policy

/// Which reads a tick makes and what waits for what: each source once, all that can go side by side at once.
///
/// A source with a record for each entity waits for the source that finds the entities, and one whose keys hold fields of others waits for
/// those; nothing else waits.
struct ReadingPlan: Sendable {
  private struct Planned: Sendable {
    let declaration: SourceDeclaration
    let reader: SourceReader
    let keys: SourceKeys
    /// The sources that must be read before, by their places in the policy.
    let waitsFor: [Int]
  }

  /// What the reads of a tick came to.
  struct Outcome: Sendable {
    /// One attempt for each source, in the order of the policy.
    let attempts: [SourceKeeper.Attempt]
    /// The entities; nil where they could not be found out.
    let entities: EntityTable?
    let entityMemory: EntityMemory
  }

  private let sources: [Planned]
  private let clock: any GovernorClock
  /// The sources whose fields stand in keys.
  private let needed: Set<Int>

  init(_ policy: CheckedPolicy, clock: any GovernorClock, reader: (SourceDeclaration) -> SourceReader) {
    let declarations = policy.sources
    let provider = declarations.firstIndex(where: \.providesEntities)
    var needed: Set<Int> = []
    sources = declarations.map { declaration in
      let needs = declaration.needs.compactMap { name in declarations.firstIndex { $0.name == name } }
      needed.formUnion(needs)
      let isAsked = declaration.cadence == .perEntity && !declaration.providesEntities
      return Planned(
        declaration: declaration, reader: reader(declaration), keys: SourceKeys(declaration, among: declarations),
        waitsFor: needs + (isAsked ? [provider].compactMap { $0 } : []))
    }
    self.clock = clock
    self.needed = needed
  }

  /// Reads every source once, save those of which the primary's tick, for a shadow, has what there is to read. The keepers say what a source
  /// gives to the keys of others; they learn nothing yet.
  func read(
    remembering memory: EntityMemory, judging keepers: [SourceKeeper], keepsRaw: Bool = false, round: ReadingRound,
    following primary: PrimaryTick? = nil
  ) async -> Outcome {
    var memory = memory
    var entities: EntityTable?
    var attempts = [SourceKeeper.Attempt?](repeating: nil, count: sources.count)
    var judged = [SourceSnapshot?](repeating: nil, count: sources.count)
    var waiting = Array(sources.indices)
    await withTaskGroup(of: (Int, SourceKeeper.Attempt).self) { group in
      var ended: [(Int, SourceKeeper.Attempt)] = []
      repeat {
        for (index, attempt) in ended {
          var attempt = attempt
          let declaration = sources[index].declaration
          if declaration.providesEntities {
            attempt = Self.checked(attempt, declaration)
            let isPrimarys = primary?.kinship.twin(of: index) != nil
            entities = isPrimarys ? primary?.report.snapshot.entities : Self.entities(attempt, declaration, &memory)
          }
          attempts[index] = attempt
          guard needed.contains(index) else { continue }
          if let snapshot = primary?.snapshot(for: index, declaration) {
            judged[index] = snapshot
            continue
          }
          judged[index] = keepers[index].judged(attempt, entities: declaration.rows(among: entities), now: attempt.time)
        }
        ended = []
        let ready = waiting.filter { sources[$0].waitsFor.allSatisfy { attempts[$0] != nil } }
        waiting.removeAll { sources[$0].waitsFor.allSatisfy { attempts[$0] != nil } }
        for index in ready {
          if let attempt = primary?.attempt(for: index) {
            ended.append((index, attempt))
            continue
          }
          let keys = keys(of: index, entities: entities) { judged[$0] }
          if let attempt = unasked(index, keys, entities) {
            ended.append((index, attempt))
          } else {
            let entities = entities
            group.addTask { (index, await read(sources[index], keys, entities: entities, keepsRaw, round)) }
          }
        }
        // What needs no asking may let others begin at once.
        if ended.isEmpty, let next = await group.next() { ended = [next] }
      } while !ended.isEmpty
    }
    let fault = PluginFault(.unreachable, place: "the host", message: "did not come to read it")
    let unread = SourceKeeper.Attempt(result: .failure(fault), time: clock.now, seconds: 0)
    return Outcome(attempts: attempts.map { $0 ?? unread }, entities: entities, entityMemory: memory)
  }

  /// The keys of a source, from what stands for the records of those before it.
  func keys(of index: Int, entities: EntityTable?, settled: (Int) -> SourceSnapshot?) -> KeyBatch {
    let source = sources[index]
    return source.keys.batch(
      entities: source.declaration.providesEntities ? nil : source.declaration.rows(among: entities), settled: settled)
  }

  /// Whether the keys of a source hold fields of others.
  func isDependent(_ index: Int) -> Bool { sources[index].keys.isDependent }

  /// The attempt at a source that has nothing to be asked for; nil where it is to be read.
  private func unasked(_ index: Int, _ keys: KeyBatch, _ entities: EntityTable?) -> SourceKeeper.Attempt? {
    let source = sources[index]
    guard !keys.isWorthReading else { return nil }
    let rows = source.declaration.rows(among: entities)?.count ?? 1
    let records = RecordBatchBuilder(fields: source.declaration.fields, rows: rows).finish()
    return SourceKeeper.Attempt(result: .success(Reading(records: records)), time: clock.now, seconds: 0, keys: keys)
  }

  private func read(
    _ source: Planned, _ keys: KeyBatch, entities: EntityTable?, _ keepsRaw: Bool, _ round: ReadingRound
  ) async -> SourceKeeper.Attempt {
    let declaration = source.declaration
    let request = ReadRequest(
      fields: declaration.fields, wanted: declaration.wantedFields.sorted(),
      entities: declaration.providesEntities ? nil : declaration.rows(among: entities), keys: keys.columns,
      deadline: .now.advanced(by: .seconds(declaration.timeout)), keepsRaw: keepsRaw, round: round)
    let start = clock.monotonic
    let result = await source.reader.read(request)
    return SourceKeeper.Attempt(
      result: result, time: clock.now, seconds: clock.monotonic - start, keys: keys,
      fields: source.reader.wantedFields.union(declaration.wantedFields))
  }

  /// A read that ended well and tells no entities is a fault of the plugin: without them nothing would be written, and nothing said.
  private static func checked(_ attempt: SourceKeeper.Attempt, _ declaration: SourceDeclaration) -> SourceKeeper.Attempt {
    guard case .success(let reading) = attempt.result, reading.entities == nil else { return attempt }
    let fault = PluginFault(.invalid, place: "the plugin `\(declaration.type)`", message: "told no entities")
    return SourceKeeper.Attempt(result: .failure(fault), time: attempt.time, seconds: attempt.seconds)
  }

  /// The entities of a tick: those just found, or those found last while the fallback list lets them stand.
  private static func entities(
    _ attempt: SourceKeeper.Attempt, _ declaration: SourceDeclaration, _ memory: inout EntityMemory
  ) -> EntityTable? {
    switch attempt.result {
    case .success(let reading):
      guard let entities = reading.entities else { return nil }
      memory.remember(entities, at: attempt.time)
      return entities
    case .failure(let fault):
      for step in declaration.fallback[fault.kind == .invalid ? .invalid : .unreachable] {
        guard case .lastKnownGood(let maximumAge) = step else { return nil }
        if let entities = memory.recall(maximumAge: maximumAge, now: attempt.time) { return entities }
      }
      return nil
    }
  }
}

extension SourceDeclaration {
  /// The names of its records among the entities of a tick; where those are not known there is none. Nil is one record without a name.
  func rows(among entities: EntityTable?) -> EntityTable? {
    cadence == .perTick ? nil : entities ?? EntityTable()
  }
}
