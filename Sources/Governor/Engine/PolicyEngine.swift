internal import Policy

/// Runs the policies of a host: a round of ticks at each due time, and in it every policy by itself, so that none waits for another.
///
/// Ticks of one policy never overlap: one that is due while its last tick still runs is left out and counted. A shadow ticks when its
/// primary has, on what that one read; the primary does not wait for it.
public actor PolicyEngine {
  /// What runs, for those who look on.
  public nonisolated let board = PolicyBoard()
  private let clock: any GovernorClock
  private let writing: PolicyRunner.Writing
  private let observer: any TickObserver
  private var groups: [String: PolicyFleet.Group] = [:]
  private var fleet: PolicyFleet
  private var timetable: Timetable
  /// A tick that runs.
  private struct Running {
    let live: LivePolicy
    let task: Task<Void, Never>
  }

  /// The ticks that run, by policy.
  private var running: [String: Running] = [:]
  /// Due times that passed for a policy while its tick ran.
  private var missed: [String: Int] = [:]
  /// What a policy takes over at its first tick, by policy.
  private var predecessors: [String: LivePolicy] = [:]
  private var sleeper: Task<Void, Never>?
  private var isStopping = false
  /// What ran before the last changes, and may still tick or answer.
  private var retired: [PolicyFleet] = []
  /// Lets go of what does neither any more.
  private var closing: Task<Void, Never>?

  /// An engine for some policies; nothing runs before `run`.
  public init(
    _ fleet: PolicyFleet, clock: any GovernorClock = SystemClock(), writing: PolicyRunner.Writing = .real, observer: any TickObserver
  ) {
    self.fleet = fleet
    self.clock = clock
    self.writing = writing
    self.observer = observer
    timetable = Timetable(start: clock.monotonic)
    groups = Dictionary(fleet.groups.map { ($0.primary.policy.name, $0) }, uniquingKeysWith: { first, _ in first })
    timetable.replace(
      fleet.groups.map { ($0.primary.policy.name, $0.primary.policy.every) }, urgent: [], at: clock.monotonic)
    board.replace(fleet.policies)
    board.noteReload(succeeded: true, at: clock.now)
  }

  /// Ticks at every due time until `stop`, and lets go of everything in the end, once `ended` returns: it is called when the last tick is over,
  /// and others may still ask the plugins then.
  public func run(ended: @Sendable () async -> Void = {}) async {
    while !isStopping, !Task.isCancelled {
      beginDue()
      let pause = max(0, (timetable.nextDue(running: Set(running.keys)) ?? clock.monotonic + 60) - clock.monotonic)
      let sleeper = Task { [clock] in _ = try? await clock.sleep(for: pause) }
      self.sleeper = sleeper
      await withTaskCancellationHandler {
        await sleeper.value
      } onCancel: {
        sleeper.cancel()
      }
    }
    await settle()
    await ended()
    await closing?.value
    await withTaskGroup(of: Void.self) { [retired, fleet] group in
      for old in retired + [fleet] { group.addTask { await old.close() } }
    }
  }

  /// One tick of every policy, and lets go of everything.
  public func runOnce() async {
    beginDue()
    await settle()
    await fleet.close()
  }

  /// No tick begins any more; those that run come to their end. Tells whose they are.
  @discardableResult
  public func stop() -> [String] {
    isStopping = true
    sleeper?.cancel()
    return running.keys.sorted()
  }

  /// Waits until no tick runs.
  func settle() async {
    while let task = running.values.first?.task { await task.value }
  }

  /// Whether a tick of a policy is under way.
  func isTicking(_ name: String) -> Bool { running[name] != nil }

  /// Puts other policies in the place of those that run, each between two of its ticks. A policy takes over what its namesake knew: last
  /// known good records, counters and schedule. One that differs from it ticks at once, and is seen once it has. What it may write is first
  /// left alone by the ticks of the old set.
  public func replace(with next: PolicyFleet) {
    let old = Dictionary(fleet.policies.map { ($0.policy.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(next.policies.map(\.policy.name))
    retired.append(fleet)
    var urgent: Set<String> = []
    for group in next.groups {
      for live in group.all {
        let name = live.policy.name
        // Two changes may come between two ticks: what is taken over is what the last policy that ticked knew.
        if predecessors[name] == nil { predecessors[name] = old[name] }
        if old[name]?.mark != live.mark { urgent.insert(group.primary.policy.name) }
      }
    }
    predecessors = predecessors.filter { names.contains($0.key) }
    fleet = next
    groups = Dictionary(next.groups.map { ($0.primary.policy.name, $0) }, uniquingKeysWith: { first, _ in first })
    timetable.replace(
      next.groups.map { ($0.primary.policy.name, $0.primary.policy.every) }, urgent: urgent, at: clock.monotonic)
    board.replace(next.policies.map { live in predecessors[live.policy.name] ?? live })
    release()
    sleeper?.cancel()
  }

  /// Begins the ticks that are due now.
  func beginDue() {
    let due = timetable.take(at: clock.monotonic, running: Set(running.keys))
    for (name, count) in due.missed { missed[name, default: 0] += count }
    let shadowsRead = due.ready.contains { groups[$0]?.shadows.contains { $0.kinship.readsForItself } == true }
    let round = ReadingRound(isShared: due.ready.count > 1 || shadowsRead)
    for name in due.ready {
      guard let group = groups[name] else { continue }
      begin(group.primary) { live in await self.lead(group, live, round) }
    }
  }

  /// Whether a policy may begin a tick: it is of the set that runs, or its namesake there has the same text, so that it writes nothing that
  /// another policy of the set writes. A shadow of an old set so follows the last tick of its primary, unless it was changed or taken away.
  private func mayTick(_ live: LivePolicy) -> Bool {
    isCurrent(live) || fleet.policies.contains { $0.policy.name == live.policy.name && $0.mark == live.mark }
  }

  private func isCurrent(_ live: LivePolicy) -> Bool { fleet.policies.contains { $0 === live } }

  /// The ticks under way that must have ended before a policy of the set writes: those of policies that have left or were replaced, as far as
  /// they may write what it writes. What they would write later would stand in the place of what is newer, until the next tick.
  ///
  /// It waits for them as long as they take, which the timeouts of their sources and sinks bound; to write sooner would mean to write twice.
  /// A tick that writes elsewhere holds nobody up, so that a source that hangs delays its own heirs alone. Nobody waits in a circle: a tick
  /// waits for such as began before it.
  private func forerunners(of live: LivePolicy) -> [Task<Void, Never>] {
    running.values.filter { !isCurrent($0.live) && $0.live.policy.mayWriteOver(live.policy) }.map(\.task)
  }

  /// Begins a tick of a policy, unless its last one still runs or another policy has taken its place.
  private func begin(_ live: LivePolicy, _ tick: @escaping @Sendable (LivePolicy) async -> Void) {
    let name = live.policy.name
    guard mayTick(live) else { return }
    guard running[name] == nil else {
      missed[name, default: 0] += 1
      return
    }
    // A shadow of the old set may follow the last tick of its primary after the change.
    let predecessor = predecessors[name].flatMap { $0 === live ? nil : $0 }
    let forerunners = forerunners(of: live)
    let task = Task {
      for forerunner in forerunners { await forerunner.value }
      // Another change may have come meanwhile, or the end: then a tick that has waited begins no more.
      if self.mayTick(live), forerunners.isEmpty || !self.isStopping {
        if let predecessor { observer.tookOver(live, await live.takeOver(from: predecessor)) }
        await tick(live)
      }
      self.ended(live)
    }
    running[name] = Running(live: live, task: task)
  }

  private func ended(_ live: LivePolicy) {
    let name = live.policy.name
    running[name] = nil
    release()
    // What was urgent meanwhile is due now.
    if !isCurrent(live) { sleeper?.cancel() }
  }

  /// Lets go of the plugins of policies that neither tick nor are shown any more: until then somebody may ask what they have written.
  private func release() {
    let shown = board.policies + running.values.map(\.live)
    let boundary = retired.partition { old in !old.policies.contains { live in shown.contains { $0 === live } } }
    let idle = retired[boundary...]
    guard !idle.isEmpty else { return }
    retired.removeSubrange(boundary...)
    closing = Task { [closing] in
      await closing?.value
      for old in idle { await old.close() }
    }
  }

  /// The tick of a primary, and the beginning of its shadows'.
  private nonisolated func lead(_ group: PolicyFleet.Group, _ live: LivePolicy, _ round: ReadingRound) async {
    let report = await live.runner.tick(writing, keepsRaw: true, round: round, keepsAttempts: !group.shadows.isEmpty)
    await note(live, report.withoutAttempts)
    guard !group.shadows.isEmpty else { return }
    await follow(group, report, round)
  }

  private func follow(_ group: PolicyFleet.Group, _ report: TickReport, _ round: ReadingRound) {
    for shadow in group.shadows {
      begin(shadow.live) { live in
        let primary = PrimaryTick(report: report, kinship: shadow.kinship)
        let own = await live.runner.tick(self.writing, keepsRaw: true, round: round, keepsAttempts: false, following: primary)
        await self.note(live, own, beside: PolicyStatus.Company(report: report, marks: [group.primary.mark, live.mark]))
      }
    }
  }

  /// Keeps what came of a tick, and tells of it.
  private nonisolated func note(_ live: LivePolicy, _ report: TickReport, beside primary: PolicyStatus.Company? = nil) async {
    let missed = await takeMissed(by: live)
    live.take(report, at: clock.monotonic, beside: primary, overrun: missed)
    await appear(live)
    observer.tickEnded(live, report, missed: missed)
  }

  /// How many due times have passed for a policy since its last tick.
  private func takeMissed(by live: LivePolicy) -> Int { missed.removeValue(forKey: live.policy.name) ?? 0 }

  /// Shows a policy that has taken its namesake's place.
  private func appear(_ live: LivePolicy) {
    let name = live.policy.name
    if predecessors[name] != nil {
      // Where a further change came meanwhile, the next one takes over from here.
      predecessors[name] = fleet.policies.contains { $0 === live } ? nil : live
      board.replace(live)
    }
  }
}
