import Governor
import GovernorTesting
import Policy
import Testing

/// A policy with sinks that say `modes` and `when_withheld`.
private struct Bench {
  static func text(mode: String = "shadow") -> String {
    """
    policy: test
    mode: \(mode)
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true, fallback: [last_known_good: 1m, withhold]}
      main:
        type: fake
        timeout: 20s
        fields: {equity: {type: number}}
        fallback: [last_known_good: 1m, withhold]
      each:
        type: fake
        key: x:{symbol}
        fields: {vol: {type: number}}
        fallback: {absent: [missing]}
    sinks:
      kept: {type: fake, fields: {symbol: symbol, n: main.equity * each.vol}}
      gone: {type: fake, when_withheld: delete, fields: {symbol: symbol, n: main.equity * each.vol}}
      orders: {type: fake, modes: [enforce], when_withheld: delete, fields: {symbol: symbol, n: each.vol}}
      total: {type: fake, modes: [enforce, shadow], when_withheld: delete, fields: {n: main.equity}}
    """
  }

  let clock = TestClock(now: noon)
  let found = FakeSource(.entities([("A", [:]), ("B", [:])]))
  let main = FakeSource(.record(["equity": "100"]))
  let each = FakeSource(.records(["A": ["vol": "1"], "B": ["vol": "2"]]))
  let kept = FakeSink()
  let deleting = FakeSink()
  let orders = FakeSink()
  let total = FakeSink()
  let runner: PolicyRunner

  init(mode: String = "shadow") throws {
    let registry = try Registry.fakes()
    runner = PolicyRunner(
      try registry.load(Self.text(mode: mode)), registry: registry, clock: clock,
      standIns: StandIns(
        sources: ["found": found, "main": main, "each": each],
        sinks: ["kept": kept, "gone": deleting, "orders": orders, "total": total]))
  }
}

private let away = FakeSource.Answer.fault(PluginFault(.unreachable, place: "there", message: "gone"))

@Suite(.timeLimit(.minutes(5)))
struct SinkWordsTests {
  @Test func aSinkOfAnotherModeDoesNothing() async throws {
    let bench = try Bench()
    bench.each.answer(.records(["A": ["vol": "1"]]))
    for writing in [PolicyRunner.Writing.real, .preview] {
      let report = await bench.runner.tick(writing)
      #expect(report.sinks.map(\.isActive) == [true, true, false, true])
      #expect(report.sinks[2].written + report.sinks[2].deleted + report.sinks[2].missing + report.sinks[2].failed == 0)
      #expect(report.sinks[2].preview.isEmpty)
    }
    #expect(bench.orders.writes.isEmpty && bench.orders.deletions.isEmpty && bench.orders.previews == 0)
    let enforcing = try Bench(mode: "enforce")
    #expect(await enforcing.runner.tick().sinks.map(\.isActive) == [true, true, true, true])
    #expect(enforcing.orders.writes.first?.count == 2)
  }

  @Test func rowsThatAreNotWrittenAreDeleted() async throws {
    let bench = try Bench()
    bench.each.answer(.records(["B": ["vol": "2"]]))
    var report = await bench.runner.tick()
    #expect(bench.deleting.writes.last?.map(\.entity) == ["B"])
    #expect(bench.deleting.deletions == [["A"]])
    #expect(report.sinks[1].deleted == 1 && report.sinks[1].written == 1 && report.sinks[1].missing == 1)
    #expect(report.deleted == 1)
    // The last known good stands in: nothing is withheld, so nothing is deleted.
    bench.each.answer(.records(["A": ["vol": "1"], "B": ["vol": "2"]]))
    bench.main.answer(away)
    report = await bench.runner.tick()
    #expect(report.sinks[1].written == 2 && report.deleted == 0)
    bench.clock.advance(by: 60)
    report = await bench.runner.tick()
    #expect(report.sinks[1].withheld == 2 && report.sinks[1].deleted == 2)
    #expect(bench.deleting.deletions == [["A"], ["A", "B"]])
    #expect(bench.total.deletions == [[nil]])
    #expect(bench.kept.deletions.isEmpty && report.sinks[0].deleted == 0 && report.sinks[0].withheld == 2)
  }

  @Test func nothingIsDeletedThatIsNotKnown() async throws {
    let bench = try Bench()
    bench.found.answer(away)
    #expect(await bench.runner.tick().deleted == 0)
    #expect(bench.deleting.deletions.isEmpty)
  }

  @Test func aTickThatIsBrokenOffDeletesNothing() async throws {
    let bench = try Bench()
    bench.main.hold()
    let runner = bench.runner
    let tick = Task { await runner.tick() }
    try await until { bench.main.requests.count == 1 }
    tick.cancel()
    let report = await tick.value
    #expect(report.sinks[1].withheld == 2)
    #expect(report.deleted == 0)
    #expect(bench.deleting.deletions.isEmpty && bench.total.deletions.isEmpty)
  }

  @Test func aPreviewShowsDeletionsAndMakesNone() async throws {
    let bench = try Bench()
    bench.each.answer(.records(["B": ["vol": "2"]]))
    let report = await bench.runner.tick(.preview)
    #expect(report.sinks[1].preview == ["B n=200.0 symbol=B", "delete A"])
    #expect(report.sinks[0].preview == ["B n=200.0 symbol=B"])
    #expect(report.deleted == 0 && bench.deleting.deletions.isEmpty)
  }

  @Test func aDeletionThatFailsIsCounted() async throws {
    let bench = try Bench()
    bench.each.answer(.records(["B": ["vol": "2"]]))
    bench.deleting.fail(PluginFault(.unreachable, place: "there", message: "gone"))
    let report = await bench.runner.tick()
    #expect(report.sinks[1].failed == 2 && report.sinks[1].deleted == 0)
  }
}
