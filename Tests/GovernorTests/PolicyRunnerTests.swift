import Governor
import GovernorTesting
import Policy
import Testing

/// A policy of fakes with a source of each sort, under a test's clock.
private struct Bench {
  static let text = """
    policy: test
    every: 10s
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true, fallback: [last_known_good: 1m, withhold]}
      main:
        type: fake
        timeout: 20s
        fields: {equity: {type: number}}
      other:
        type: fake
        timeout: 20s
        fields: {heat: {type: number}, unread: {type: text, optional: true}}
        fallback: [default: {heat: 0.5}]
      each:
        type: fake
        key: x:{symbol}
        timeout: 20s
        fields: {vol: {type: number}}
        fallback: [missing]
    values:
      budget: main.equity * (1 - other.heat)
    sinks:
      budgets: {type: fake, fields: {symbol: symbol, budget: budget}}
      vols: {type: fake, fields: {vol: each.vol}}
      summary: {type: fake, fields: {heat: other.heat, at: now}}
    """

  let clock = TestClock(now: noon)
  let found = FakeSource(.entities([("A", [:]), ("B", [:])]))
  let main = FakeSource(.record(["equity": "100"]))
  let other = FakeSource(.record(["heat": "0.25"]))
  let each = FakeSource(.records(["A": ["vol": "1"], "B": ["vol": "2"]]))
  let budgets = FakeSink()
  let vols = FakeSink()
  let summary = FakeSink()
  let runner: PolicyRunner

  init() throws {
    let registry = try Registry.fakes()
    runner = PolicyRunner(
      try registry.load(Self.text), registry: registry, clock: clock,
      standIns: StandIns(
        sources: ["found": found, "main": main, "other": other, "each": each],
        sinks: ["budgets": budgets, "vols": vols, "summary": summary]))
  }
}

private let fault = PluginFault(.unreachable, place: "there", message: "gone")

@Suite(.timeLimit(.minutes(5)))
struct PolicyRunnerTests {
  @Test func everySourceIsReadOnceForAllEntities() async throws {
    let bench = try Bench()
    let report = await bench.runner.tick()
    #expect(report.number == 1)
    #expect(report.snapshot.now == noon)
    #expect(bench.budgets.writes == [["A", "B"].map { FakeSink.Row(entity: $0, values: ["symbol": $0, "budget": "75.0"]) }])
    #expect(bench.vols.writes.first?.map(\.values) == [["vol": "1.0"], ["vol": "2.0"]])
    #expect(bench.summary.writes == [[FakeSink.Row(entity: nil, values: ["heat": "0.25", "at": "1769594400"])]])
    #expect([bench.found, bench.main, bench.other, bench.each].map(\.requests.count) == [1, 1, 1, 1])
    #expect(bench.each.requests.first?.entities?.count == 2)
    #expect(bench.main.requests.first?.entities == nil)
    #expect(bench.other.requests.first?.wanted == [0])
    #expect(report.written == 5)
    #expect(report.failed == 0)
    #expect(report.knowsEntities)
  }

  @Test func aWithheldSourceWritesNothingThatNeedsIt() async throws {
    let bench = try Bench()
    bench.main.answer(.fault(fault))
    let report = await bench.runner.tick()
    #expect(bench.budgets.writes.isEmpty)
    #expect(report.sinks[0].withheld == 2)
    #expect(report.sinks[0].missing == 0)
    #expect(report.sinks[1].written == 2)
    #expect(report.sinks[2].written == 1)
  }

  @Test func aMissingValueKeepsItsRowBack() async throws {
    let bench = try Bench()
    bench.each.answer(.records(["B": ["vol": "2"]]))
    let report = await bench.runner.tick()
    #expect(bench.vols.writes == [[FakeSink.Row(entity: "B", values: ["vol": "2.0"])]])
    #expect(report.sinks[1].missing == 1)
    #expect(report.sinks[1].withheld == 0)
  }

  @Test func aFailingSinkDoesNotStopAnother() async throws {
    let bench = try Bench()
    bench.budgets.fail(fault)
    let report = await bench.runner.tick()
    #expect(report.sinks.map(\.failed) == [2, 0, 0])
    #expect(report.sinks.map(\.written) == [0, 2, 1])
    #expect(report.sinks[0].fault?.message == "gone")
    #expect(report.snapshot.sources.allSatisfy { $0.fault == nil })
  }

  @Test func aPreviewWritesNothing() async throws {
    let bench = try Bench()
    let report = await bench.runner.tick(.preview)
    #expect([bench.budgets, bench.vols, bench.summary].allSatisfy { $0.writes.isEmpty })
    #expect(report.sinks[0].preview == ["A budget=75.0 symbol=A", "B budget=75.0 symbol=B"])
    #expect(report.written == 0)
    #expect(report.failed == 0)
  }

  @Test func theLastEntitiesStandInForAMinute() async throws {
    let bench = try Bench()
    _ = await bench.runner.tick()
    bench.found.answer(.fault(fault))
    bench.clock.advance(by: 59)
    let later = await bench.runner.tick()
    #expect(later.sinks[0].written == 2)
    #expect(later.snapshot.sources[0].outcomes == [.lastKnownGood, .lastKnownGood])
    bench.clock.advance(by: 1)
    let tooLate = await bench.runner.tick()
    #expect(!tooLate.knowsEntities)
    #expect(tooLate.sinks[0].written == 0)
    #expect(tooLate.sinks[2].written == 1)
    #expect(bench.budgets.writes.count == 2)
    // No entity is known, and there is a fault that says why.
    #expect(tooLate.snapshot.sources[0].fault != nil)
    bench.found.answer(.entities([]))
    let none = await bench.runner.tick()
    #expect(none.knowsEntities)
    #expect(none.snapshot.rows == 0)
    #expect(none.snapshot.sources[0].fault == nil)
  }

  @Test func aProviderThatTellsNoEntitiesIsAFault() async throws {
    let bench = try Bench()
    bench.found.answer(.record(["x": "1"]))
    let report = await bench.runner.tick()
    #expect(!report.knowsEntities)
    #expect(report.snapshot.sources[0].fault?.message == "told no entities")
    #expect(bench.budgets.writes.isEmpty)
  }

  @Test func dependentReadsWaitForTheEntitiesAndOthersDoNot() async throws {
    let bench = try Bench()
    bench.found.hold()
    async let report = bench.runner.tick()
    try await until { bench.main.finished == 1 && bench.other.finished == 1 && bench.found.requests.count == 1 }
    #expect(bench.each.requests.isEmpty)
    bench.found.release()
    #expect(await report.sinks[0].written == 2)
    #expect(bench.each.requests.count == 1)
  }

  @Test func ticksOfOnePolicyDoNotOverlap() async throws {
    let bench = try Bench()
    bench.main.hold()
    let runner = bench.runner
    async let first = runner.tick()
    try await until { bench.main.requests.count == 1 }
    async let second = runner.tick()
    async let third = runner.tick()
    try await until { bench.found.finished == 1 && bench.each.finished == 1 }
    // The others had every chance to begin.
    for _ in 0..<1000 { await Task.yield() }
    #expect(bench.found.requests.count == 1)
    #expect(bench.budgets.writes.isEmpty)
    bench.main.release()
    let numbers = await [first, second, third].map(\.number)
    #expect(Set(numbers) == [1, 2, 3])
    #expect(bench.budgets.writes.count == 3)
  }

  @Test func aCancelledTickEndsAndWritesNothingItDoesNotKnow() async throws {
    let bench = try Bench()
    bench.main.hold()
    let runner = bench.runner
    let tick = Task { await runner.tick() }
    try await until { bench.main.requests.count == 1 }
    tick.cancel()
    let report = await tick.value
    #expect(report.snapshot.sources.first { $0.name == "main" }?.states == [.unreachable])
    #expect(bench.budgets.writes.isEmpty)
    bench.main.release()
    #expect(await runner.tick().sinks[0].written == 2)
  }

  @Test func aPluginThatIsNotThereIsAFaultAndNotASilence() async throws {
    let policy = try Registry.fakes().load(Bench.text)
    let runner = PolicyRunner(policy, registry: try Registry(sources: [], sinks: []), clock: TestClock())
    let report = await runner.tick()
    #expect(report.sinks.count == 3)
    #expect(report.sinks[2].failed == 1)
    #expect(report.sinks[2].fault?.place == "the host")
    #expect(report.snapshot.sources.allSatisfy { $0.fault?.kind == .unreachable })
  }

  @Test func closingReachesEveryPlugin() async throws {
    let bench = try Bench()
    await bench.runner.close()
    await bench.runner.close()
    #expect([bench.found, bench.main, bench.other, bench.each].map(\.closed) == [2, 2, 2, 2])
    #expect([bench.budgets, bench.vols, bench.summary].map(\.closed) == [2, 2, 2])
  }
}
