public import Policy

/// Runs one policy, a tick at a time: read, settle, evaluate, write. Two ticks of it never overlap.
public actor PolicyRunner {
  /// The policy.
  public nonisolated let policy: CheckedPolicy
  nonisolated let clock: any GovernorClock
  /// What routes show and write.
  nonisolated let places: RoutePlaces
  private let reading: ReadingPlan
  private let sinks: [SinkWriter]
  /// The pool to close with the runner; nil where others use it too.
  private let ownPool: PluginPool?
  /// Readers of sources that stand in for others.
  private let standIns: [SourceReader]
  private var evaluator: Evaluator
  private var keepers: [SourceKeeper]
  private var checks: [CheckRunner]
  private var entityMemory = EntityMemory()
  private var ticks = 0
  /// What the last tick that ended has computed, for whoever asks.
  private var last: FinishedTick?
  private var turnstile = Turnstile()

  /// What a tick does with its results.
  public enum Writing: Sendable {
    /// Sinks write.
    case real
    /// Sinks only say what they would write.
    case preview
    /// Sinks are not asked.
    case discard
  }

  /// A runner for a policy that was loaded with the registry's catalog, with plugins of its own.
  public init(
    _ policy: CheckedPolicy, registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    standIns: StandIns = StandIns()
  ) {
    let pool = PluginPool(registry, version: version)
    self.init(policy, pool: pool, ownPool: pool, clock: clock, standIns: standIns)
  }

  /// A runner for a policy that runs beside others, with plugins of a pool, which is to be closed after all of them.
  public init(_ policy: CheckedPolicy, pool: PluginPool, clock: any GovernorClock = SystemClock(), standIns: StandIns = StandIns()) {
    self.init(policy, pool: pool, ownPool: nil, clock: clock, standIns: standIns)
  }

  /// Takes the plugins from the pool, save where others stand in for them; contacts nothing.
  private init(_ policy: CheckedPolicy, pool: PluginPool, ownPool: PluginPool?, clock: any GovernorClock, standIns: StandIns) {
    // A misspelt name would leave the real plugin in its place, and a simulation would write to a real server.
    precondition(
      standIns.sources.keys.allSatisfy { name in policy.sources.contains { $0.name == name } }
        && standIns.sinks.keys.allSatisfy { name in policy.sinks.contains { $0.name == name } }
        && standIns.publishers.keys.allSatisfy { name in policy.checks.contains { $0.name == name } },
      "each stand-in has the name of a source, sink or check of the policy")
    self.policy = policy
    self.clock = clock
    self.ownPool = ownPool
    places = RoutePlaces(policy, registry: pool.registry, version: pool.version, standIns: standIns)
    let own = policy.sources.compactMap { source in
      standIns.sources[source.name].map { (source.name, SourceReader($0, type: source.type)) }
    }
    self.standIns = own.map(\.1)
    let readers = Dictionary(own, uniquingKeysWith: { first, _ in first })
    reading = ReadingPlan(policy, clock: clock) { readers[$0.name] ?? pool.reader(of: $0) }
    sinks = policy.sinks.map { SinkWriter($0, policy: policy, plugin: standIns.sinks[$0.name] ?? pool.plugin(of: $0)) }
    evaluator = Evaluator(policy.program)
    keepers = policy.sources.map { SourceKeeper($0) }
    checks = policy.checks.map { check in
      let publisher = check.publish.map { publish in
        SinkWriter(publish, policy: policy, plugin: standIns.publishers[check.name] ?? pool.plugin(of: publish))
      }
      return CheckRunner(check, policy: policy, publisher: publisher)
    }
  }

  /// One tick, after those that were asked for before. It never throws: whatever goes wrong is in the report.
  /// `keepsRaw` keeps what came beside what it was read as, for a derivation. What others have read in the `round` is not read again.
  public func tick(_ writing: Writing = .real, keepsRaw: Bool = false, round: ReadingRound = ReadingRound(isShared: false)) async
    -> TickReport
  {
    await tick(writing, keepsRaw: keepsRaw, round: round, keepsAttempts: false)
  }

  /// One tick; a shadow's begins with its primary's, and has the same time. `keepsAttempts` is for the primary.
  func tick(
    _ writing: Writing, keepsRaw: Bool = false, round: ReadingRound, keepsAttempts: Bool, following primary: PrimaryTick? = nil
  ) async -> TickReport {
    if !turnstile.enter() { await withCheckedContinuation { turnstile.wait($0) } }
    defer { turnstile.leave() }
    let start = clock.monotonic
    ticks += 1
    let outcome = await reading.read(
      remembering: entityMemory, judging: keepers, keepsRaw: keepsRaw, round: round, following: primary)
    entityMemory = outcome.entityMemory
    let (now, readAt) = (primary?.report.snapshot.now ?? clock.now, clock.monotonic)
    var sources: [SourceSnapshot] = []
    for (index, declaration) in policy.sources.enumerated() {
      if let settled = primary?.snapshot(for: index, declaration) {
        sources.append(settled)
        continue
      }
      // Each follows those whose fields its keys hold, so that the keys are made of what the snapshot says.
      let keys = reading.isDependent(index) ? reading.keys(of: index, entities: outcome.entities) { sources[$0] } : nil
      let rows = declaration.rows(among: outcome.entities)
      sources.append(keepers[index].settle(outcome.attempts[index], entities: rows, keys: keys, now: now))
    }
    let snapshot = Snapshot(now: now, entities: outcome.entities, sources: sources)
    let evaluation = evaluator.evaluate(
      inputs: inputs(snapshot), rows: snapshot.rows, knowsEntities: policy.entity == nil || snapshot.entities != nil)
    let runs = checks.indices.compactMap { checks[$0].run(evaluation, rows: snapshot.rows) }
    let reports = await write(snapshot, evaluation, writing)
    var verdicts: [CheckReport] = []
    for run in runs { verdicts.append(await run.published(snapshot, writing, clock: clock)) }
    last = FinishedTick(number: ticks, readAt: readAt, snapshot: snapshot, evaluation: evaluation)
    return TickReport(
      policy: policy, number: ticks, snapshot: snapshot, evaluation: evaluation, sinks: reports, checks: verdicts,
      seconds: clock.monotonic - start, attempts: keepsAttempts ? outcome.attempts : [])
  }

  /// Goes on with the numbers of another runner's ticks.
  func count(on other: PolicyRunner) async { ticks = max(ticks, await other.ticks) }

  /// What it keeps in mind from tick to tick, as it is between two ticks.
  public func memory() -> PolicyMemory { PolicyMemory(policy, keepers, entityMemory) }

  /// Takes over what another runner, or this policy's of an earlier process, had in mind, as far as it was read as this policy reads it.
  /// What is taken stands in the place of what was known here. Waits for a tick that is under way.
  public func adopt(_ memory: PolicyMemory) async -> MemoryAdoption {
    if !turnstile.enter() { await withCheckedContinuation { turnstile.wait($0) } }
    defer { turnstile.leave() }
    return memory.give(to: &keepers, &entityMemory)
  }

  /// Asks a check about an entity: its own formulas, over what is given and the values of the last tick that has ended. Nothing is read or
  /// written, and nothing is counted: events are of ticks. It does not wait for a tick that is under way.
  ///
  /// Throws what is wrong with the question. What cannot be known is no fault: the answer is then undecided and says why.
  public func ask(check: String, entity: String? = nil, given: [String: CheckInput] = [:]) throws(CheckRefusal) -> CheckAnswer {
    let question = try CheckQuestion(check: check, entity: entity, given: given, policy: policy)
    return question.answer(last, policy: policy, now: clock.now, monotonic: clock.monotonic)
  }

  /// Lets go of connections for good: in a tick after it every server is unreachable.
  public func close() async {
    for reader in standIns { await reader.close() }
    for sink in sinks { await sink.close() }
    await places.close()
    for check in checks { await check.close() }
    await ownPool?.close()
  }

  /// Gives every sink its rows, all at once: one that has to wait does not keep the others.
  private func write(_ snapshot: Snapshot, _ evaluation: Evaluation, _ writing: Writing) async -> [SinkReport] {
    let clock = clock
    return await withTaskGroup(of: (Int, SinkReport).self) { group in
      for (index, sink) in sinks.enumerated() {
        group.addTask { (index, await sink.write(snapshot, evaluation, writing, clock: clock)) }
      }
      var reports: [(Int, SinkReport)] = []
      for await report in group { reports.append(report) }
      return reports.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// The program's inputs in the order in which they were declared: `now`, the entity, then the fields of the sources.
  private func inputs(_ snapshot: Snapshot) -> [Column] {
    var columns: [Register: Column] = [policy.builtins.now: Column(states: [[]], numbers: [snapshot.now])]
    if let entity = policy.builtins.entity {
      let names = snapshot.entities?.names ?? TextColumn()
      columns[entity] = Column(states: [CellState](repeating: [], count: names.count), texts: names)
    }
    for (source, settled) in zip(policy.sources, snapshot.sources) {
      for (register, column) in zip(source.registers, settled.columns) { columns[register] = column }
    }
    return policy.program.inputs.map { columns[$0] ?? Column(states: [.missing], numbers: [0]) }
  }
}
