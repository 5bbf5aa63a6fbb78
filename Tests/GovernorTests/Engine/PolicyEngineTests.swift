import GovernorTesting
import Policy
import Testing

@testable import Governor

private let fault = PluginFault(.unreachable, place: "there", message: "gone")

@Suite(.timeLimit(.minutes(5)))
struct PolicyEngineTests {
  @Test func policiesThatAreDueTogetherReadTheSameSourceOnce() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1.5"]))
    let sinks = ["a": FakeSink(), "b": FakeSink(), "c": FakeSink()]
    let fleet = try bench.fleet(
      [EngineBench.text("a"), EngineBench.text("b", source: ", stale_after: 5s"), EngineBench.text("c", every: "20s")],
      shared: ["main": main], sinks: sinks)
    let engine = bench.engine(fleet)
    await engine.round()
    #expect(main.requests.count == 1, "three policies, one read")
    #expect(sinks.values.map(\.writes.count) == [1, 1, 1])
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(main.requests.count == 2)
    #expect(bench.ticks().map(\.policy).sorted() == ["a", "a", "b", "b", "c"], "the slower one was not due")
  }

  @Test func fieldsThatOnlyOnePolicyNeedsAreReadForAll() async throws {
    let bench = try EngineBench()
    let fields = "sources:\n  main: {type: fake, fields: {load: {type: number, optional: true}, name: {type: text, optional: true}}}\n"
    let main = FakeSource(.record(["load": "2", "name": "x"]))
    let fleet = try bench.fleet(
      [
        "policy: a\n\(fields)sinks: {out: {type: fake, fields: {load: main.load}}}\n",
        "policy: b\n\(fields)sinks: {out: {type: fake, fields: {name: main.name}}}\n",
      ], shared: ["main": main])
    await bench.engine(fleet).round()
    #expect(main.requests.map(\.wanted) == [[0, 1]])
    #expect(bench.ticks().map(\.report.written) == [1, 1])
  }

  @Test func onePolicyThatHangsDelaysNoOther() async throws {
    let bench = try EngineBench()
    let stuck = FakeSource(.never)
    let fleet = try bench.fleet(
      [
        EngineBench.text("quick").replacing("main", with: "fast"),
        EngineBench.text("slow").replacing("load", with: "speed").replacing("timeout: 5s", with: "timeout: 600s"),
      ], shared: ["main": stuck, "fast": FakeSource(.record(["load": "1"]))])
    let engine = bench.engine(fleet)
    for tick in 1...3 {
      await engine.beginDue()
      try await until { bench.ticks("quick").count == tick }
      bench.clock.advance(by: 10)
    }
    #expect(bench.ticks("slow").isEmpty)
    #expect(stuck.requests.count == 1, "ticks of one policy never overlap")
    stuck.answer(.record(["speed": "1"]))
    try await until { bench.ticks("slow").count == 1 }
    #expect(bench.ticks("slow").first?.missed == 2, "the two due times that passed are told")
  }

  @Test func aPluginThatIgnoresItsDeadlineIsGivenUp() async throws {
    let bench = try EngineBench()
    let deaf = DeafSource()
    let text = EngineBench.text("a").replacing("timeout: 5s", with: "timeout: 50ms")
    let engine = bench.engine(try bench.fleet([text], shared: ["main": deaf]))
    await engine.round()
    #expect(bench.ticks().last?.report.snapshot.sources[0].fault?.message == "the read did not end by its deadline")
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(bench.ticks().last?.report.snapshot.sources[0].fault?.message == "an earlier read has not ended yet")
    #expect(deaf.reads == 1, "it is not asked again while it hangs")
    deaf.release()
    try await until { deaf.ended == 1 }
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(deaf.reads == 2)
  }

  @Test func ticksDoNotDrift() async throws {
    let bench = try EngineBench()
    let engine = bench.engine(try bench.fleet([EngineBench.text("a")], shared: ["main": FakeSource(.record(["load": "1"]))]))
    // A host that wakes late ticks late once, and is on time again.
    for (pause, count) in [(0.0, 1), (10.5, 2), (9.4, 2), (0.2, 3), (30.0, 4)] {
      bench.clock.advance(by: pause)
      await engine.round()
      #expect(bench.ticks().count == count)
    }
    #expect(bench.ticks().map(\.missed) == [0, 0, 0, 2])
  }

  @Test func runsUntilItIsStoppedAndClosesEverything() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.record(["load": "1"]))
    let sink = FakeSink()
    let engine = bench.engine(try bench.fleet([EngineBench.text("a")], shared: ["main": main], sinks: ["a": sink]))
    async let run: Void = engine.run()
    try await until { bench.ticks().count == 1 && bench.clock.sleepers == 1 }
    bench.clock.advance(by: 10)
    try await until { bench.ticks().count == 2 }
    await engine.stop()
    await run
    #expect(main.closed == 1)
    #expect(sink.closed == 1)
    #expect(bench.ticks().map(\.missed) == [0, 0])
  }

  @Test func theBoardShowsWhatEachPolicyHasComeTo() async throws {
    let bench = try EngineBench()
    let main = FakeSource(.fault(fault))
    let engine = bench.engine(try bench.fleet([EngineBench.text("a")], shared: ["main": main]))
    let live = try #require(engine.board.policy(named: "a"))
    #expect(live.status.report == nil)
    #expect(engine.board.reloads.lastSucceeded)
    await engine.round()
    #expect(live.status.report?.number == 1)
    #expect(live.status.sources.map(\.lastError) == ["there: gone"])
    #expect(live.status.sources.map(\.lastSuccessTime) == [nil])
    main.answer(.record(["load": "1"]))
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(live.status.sources.map(\.lastSuccessTime) == [noon + 10])
    #expect(live.status.sources.map(\.lastErrorTime) == [noon])
    #expect(engine.board.policy(named: "b") == nil)
    main.answer(.record([:]))
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(live.status.sources.map(\.lastError) == ["there is no record"], "an older fault is not the last")
    #expect(live.status.sources.map(\.lastErrorTime) == [noon + 20])
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
