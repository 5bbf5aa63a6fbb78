import GovernorTesting
import Policy
import Testing

@testable import Governor

/// Policies that take the place of others between two ticks.
@Suite(.timeLimit(.minutes(5)))
struct ReplacementTests {
  private let counted = "metrics: {t_ticks_total: {count: source.main.fresh}}"

  @Test func anUnchangedPolicyKeepsItsScheduleAndItsCounters() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let text = EngineBench.text("a", head: counted)
    let engine = bench.engine(try bench.fleet([text], shared: ["main": main]))
    await engine.round()
    bench.clock.advance(by: 4)
    await engine.replace(with: try bench.fleet([text], shared: ["main": main]))
    await engine.round()
    #expect(bench.ticks().count == 1, "it is not due")
    bench.clock.advance(by: 6)
    await engine.round()
    #expect(bench.ticks().count == 2)
    #expect(engine.board.policy(named: "a")?.status.ledger.samples.map(\.value) == [2])
    #expect(bench.ticks().map(\.missed) == [0, 0])
    #expect(bench.ticks().map(\.report.number) == [1, 2])
  }

  @Test func aChangedPolicyTicksAtOnceAndIsSeenWhenItHas() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let engine = bench.engine(try bench.fleet([EngineBench.text("a", head: counted)], shared: ["main": main]))
    await engine.round()
    let changed = EngineBench.text("a", head: counted, value: "main.load * 2")
    await engine.replace(with: try bench.fleet([changed], shared: ["main": main]))
    #expect(engine.board.policy(named: "a")?.hash != changed, "there is an answer until the new one has one")
    await engine.round()
    #expect(engine.board.policy(named: "a")?.hash == changed)
    #expect(bench.ticks().count == 2)
    #expect(engine.board.policy(named: "a")?.status.ledger.samples.map(\.value) == [2])
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(bench.ticks().count == 3, "and goes on with its schedule")
  }

  @Test func theOldOneCanBeAskedUntilTheNewOneIsSeen() async throws {
    let bench = try EngineBench()
    let (old, new) = (FakeSource(.record(["load": "1"])), FakeSource(.record(["load": "1"])))
    let text = EngineBench.text("a")
    let engine = bench.engine(try bench.fleet([text], shared: ["main": old]))
    await engine.round()
    await engine.replace(with: try bench.fleet([text], shared: ["main": new]))
    await engine.replace(with: try bench.fleet([text], shared: ["main": new]))
    await engine.settle()
    // Its plugins show what was written. The set in between was never seen, and is let go at once.
    try await until { new.closed == 1 }
    #expect(old.closed == 0)
    bench.clock.advance(by: 10)
    await engine.round()
    try await until { old.closed == 1 }
    #expect(new.closed == 1)
  }

  @Test func timesBeforeAPolicyCameWereNotMissed() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let engine = bench.engine(try bench.fleet([EngineBench.text("a")], shared: ["main": main]))
    await engine.round()
    bench.clock.advance(by: 1000)
    await engine.replace(with: try bench.fleet([EngineBench.text("a", every: "1s"), EngineBench.text("b")], shared: ["main": main]))
    await engine.round()
    #expect(bench.ticks().suffix(2).map(\.policy).sorted() == ["a", "b"])
    #expect(bench.ticks().suffix(2).map(\.missed) == [0, 0])
  }

  @Test func policiesComeAndGo() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let engine = bench.engine(try bench.fleet([EngineBench.text("a"), EngineBench.text("b")], shared: ["main": main]))
    await engine.round()
    await engine.replace(with: try bench.fleet([EngineBench.text("c"), EngineBench.text("b")], shared: ["main": main]))
    #expect(engine.board.policies.map(\.policy.name) == ["c", "b"])
    await engine.round()
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(bench.ticks("a").count == 1)
    #expect(bench.ticks("b").count == 2)
    #expect(bench.ticks("c").count == 2)
  }

  @Test func theOldTickEndsBeforeTheNewPolicyBegins() async throws {
    let bench = try EngineBench()
    let held = FakeSource(.record(["load": "1"]))
    held.hold()
    let sink = FakeSink()
    let text = EngineBench.text("a")
    let engine = bench.engine(try bench.fleet([text], shared: ["main": held], sinks: ["a": sink]))
    await engine.beginDue()
    try await until { held.requests.count == 1 }
    let next = FakeSource(.record(["load": "2"]))
    await engine.replace(with: try bench.fleet([text + " "], shared: ["main": next], sinks: ["a": sink]))
    await engine.beginDue()
    #expect(next.requests.isEmpty)
    #expect(held.closed == 0, "the old tick still needs it")
    held.release()
    try await until { bench.ticks().count == 1 }
    await engine.round()
    #expect(sink.writes.map { $0.map(\.values) } == [[["load": "1.0"]], [["load": "2.0"]]])
    try await until { held.closed == 1 }
    #expect(next.closed == 0)
  }

  @Test func manyChangesUnderWayLoseNoTick() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let sink = FakeSink()
    let text = EngineBench.text("a", head: counted)
    let engine = bench.engine(try bench.fleet([text], shared: ["main": main], sinks: ["a": sink]))
    async let run: Void = engine.run()
    for tick in 1...100 {
      try await until { bench.ticks().count == tick && bench.clock.sleepers == 1 }
      await engine.replace(with: try bench.fleet([text], shared: ["main": main], sinks: ["a": sink]))
      await engine.replace(with: try bench.fleet([text], shared: ["main": main], sinks: ["a": sink]))
      try await until { bench.clock.sleepers == 1 }
      bench.clock.advance(by: 10)
    }
    try await until { bench.ticks().count == 101 }
    await engine.stop()
    await run
    #expect(bench.ticks().allSatisfy { $0.missed == 0 })
    #expect(engine.board.policy(named: "a")?.status.ledger.samples.map(\.value) == [101])
    #expect(sink.writes.count == 101)
  }
}
