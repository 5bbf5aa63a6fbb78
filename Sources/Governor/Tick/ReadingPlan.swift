internal import Policy

/// Which reads a tick makes and what waits for what: each source once, all that can go side by side at once.
///
/// A source with a record for each entity waits for the source that finds the entities; nothing else waits.
struct ReadingPlan: Sendable {
  private struct Planned: Sendable {
    let index: Int
    let declaration: SourceDeclaration
    let plugin: any SourcePlugin
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
  private let count: Int

  init(_ policy: CheckedPolicy, clock: any GovernorClock, build: (SourceDeclaration) -> (any SourcePlugin)?) {
    sources = policy.sources.enumerated().compactMap { index, declaration in
      build(declaration).map { Planned(index: index, declaration: declaration, plugin: $0) }
    }
    self.clock = clock
    count = policy.sources.count
  }

  /// Reads every source once.
  func read(remembering memory: EntityMemory, keepsRaw: Bool = false) async -> Outcome {
    let provider = sources.first { $0.declaration.providesEntities }
    let dependent = sources.filter { $0.declaration.cadence == .perEntity && !$0.declaration.providesEntities }
    let alone = sources.filter { $0.declaration.cadence == .perTick }
    async let others = readAll(alone, entities: nil, keepsRaw)
    var memory = memory
    var found: [Int: SourceKeeper.Attempt] = [:]
    var entities: EntityTable?
    if let provider {
      let attempt = Self.checked(await read(provider, entities: nil, keepsRaw), provider.declaration)
      found[provider.index] = attempt
      entities = Self.entities(attempt, provider.declaration, &memory)
    }
    found.merge(await readAll(dependent, entities: entities ?? EntityTable(), keepsRaw)) { $1 }
    found.merge(await others) { $1 }
    let unread = SourceKeeper.Attempt(
      result: .failure(PluginFault(.unreachable, place: "the host", message: "has no plugin of the type that the policy was loaded with")),
      time: clock.now, seconds: 0)
    return Outcome(attempts: (0..<count).map { found[$0] ?? unread }, entities: entities, entityMemory: memory)
  }

  func close() async {
    for source in sources { await source.plugin.close() }
  }

  private func readAll(_ sources: [Planned], entities: EntityTable?, _ keepsRaw: Bool) async -> [Int: SourceKeeper.Attempt] {
    await withTaskGroup(of: (Int, SourceKeeper.Attempt).self) { group in
      for source in sources { group.addTask { (source.index, await read(source, entities: entities, keepsRaw)) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  private func read(_ source: Planned, entities: EntityTable?, _ keepsRaw: Bool) async -> SourceKeeper.Attempt {
    let declaration = source.declaration
    let request = ReadRequest(
      fields: declaration.fields, wanted: declaration.wantedFields.sorted(), entities: entities,
      deadline: .now.advanced(by: .seconds(declaration.timeout)), keepsRaw: keepsRaw)
    let start = clock.monotonic
    let result: Result<Reading, PluginFault>
    do throws(PluginFault) {
      result = .success(try await source.plugin.read(request))
    } catch {
      result = .failure(error)
    }
    return SourceKeeper.Attempt(result: result, time: clock.now, seconds: clock.monotonic - start)
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
