public import Policy

/// Runs one policy, a tick at a time: read, settle, evaluate, write. Two ticks of it never overlap.
public actor PolicyRunner {
  /// The policy.
  public nonisolated let policy: CheckedPolicy
  private let clock: any GovernorClock
  private let reading: ReadingPlan
  private let sinks: [SinkWriter]
  private let resources: SharedResources
  private var evaluator: Evaluator
  private var keepers: [SourceKeeper]
  private var checks: [CheckRunner]
  private var entityMemory = EntityMemory()
  private var ticks = 0
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

  /// A runner for a policy that was loaded with the registry's catalog. Builds the plugins, save where others stand in for them;
  /// contacts nothing.
  public init(
    _ policy: CheckedPolicy, registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    standIns: StandIns = StandIns()
  ) {
    // A misspelt name would leave the real plugin in its place, and a simulation would write to a real server.
    precondition(
      standIns.sources.keys.allSatisfy { name in policy.sources.contains { $0.name == name } }
        && standIns.sinks.keys.allSatisfy { name in policy.sinks.contains { $0.name == name } },
      "each stand-in has the name of a source or sink of the policy")
    self.policy = policy
    self.clock = clock
    resources = SharedResources()
    let context = BuildContext(resources: resources, version: version)
    reading = ReadingPlan(policy, clock: clock) { standIns.sources[$0.name] ?? registry.build($0, in: context) }
    sinks = policy.sinks.map { SinkWriter($0, policy: policy, plugin: standIns.sinks[$0.name] ?? registry.build($0, in: context)) }
    evaluator = Evaluator(policy.program)
    keepers = policy.sources.map { SourceKeeper($0) }
    checks = policy.checks.map { CheckRunner($0, mode: policy.mode) }
  }

  /// One tick, after those that were asked for before. It never throws: whatever goes wrong is in the report.
  /// `keepsRaw` keeps what came beside what it was read as, for a derivation.
  public func tick(_ writing: Writing = .real, keepsRaw: Bool = false) async -> TickReport {
    if !turnstile.enter() { await withCheckedContinuation { turnstile.wait($0) } }
    defer { turnstile.leave() }
    let start = clock.monotonic
    ticks += 1
    let outcome = await reading.read(remembering: entityMemory, judging: keepers, keepsRaw: keepsRaw)
    entityMemory = outcome.entityMemory
    let now = clock.now
    var sources: [SourceSnapshot] = []
    for (index, declaration) in policy.sources.enumerated() {
      // Each follows those whose fields its keys hold, so that the keys are made of what the snapshot says.
      let keys = reading.isDependent(index) ? reading.keys(of: index, entities: outcome.entities) { sources[$0] } : nil
      let rows = declaration.rows(among: outcome.entities)
      sources.append(keepers[index].settle(outcome.attempts[index], entities: rows, keys: keys, now: now))
    }
    let snapshot = Snapshot(now: now, entities: outcome.entities, sources: sources)
    let evaluation = evaluator.evaluate(inputs: inputs(snapshot), rows: snapshot.rows)
    let verdicts = checks.indices.compactMap { checks[$0].run(evaluation, rows: snapshot.rows) }
    var reports: [SinkReport] = []
    for sink in sinks { reports.append(await sink.write(snapshot, evaluation, writing, clock: clock)) }
    return TickReport(
      policy: policy, number: ticks, snapshot: snapshot, evaluation: evaluation, sinks: reports, checks: verdicts,
      seconds: clock.monotonic - start)
  }

  /// What it keeps in mind from tick to tick, as it is between two ticks.
  public func memory() -> PolicyMemory { PolicyMemory(policy, keepers, entityMemory) }

  /// Takes over what another runner, or this policy's of an earlier process, had in mind, as far as it was read as this policy reads it.
  /// What is taken stands in the place of what was known here. Waits for a tick that is under way.
  public func adopt(_ memory: PolicyMemory) async -> MemoryAdoption {
    if !turnstile.enter() { await withCheckedContinuation { turnstile.wait($0) } }
    defer { turnstile.leave() }
    return memory.give(to: &keepers, &entityMemory)
  }

  /// Lets go of connections for good: in a tick after it every server is unreachable.
  public func close() async {
    await reading.close()
    for sink in sinks { await sink.close() }
    await resources.close()
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
