import Governor
import GovernorTesting
import Policy
import Testing

/// A policy of fakes with a check over what each position holds.
private struct Bench {
  let found = FakeSource()
  let main = FakeSource()
  let out = FakeSink()
  let clock = TestClock(now: noon)
  let runner: PolicyRunner
  var ledger: MetricsLedger

  init(mode: String = "shadow", check: String, metrics: String = "{}") throws {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      mode: \(mode)
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {size: {type: number, unit: usd, optional: true}}}
        main:
          type: fake
          fields: {equity: {type: number, unit: usd}, time: {type: time}}
          as_of: time
          stale_after: 30s
          fallback: [last_known_good: 10m, withhold]
      values:
        budget: main.equity / 10
      sinks:
        out: {type: fake, fields: {symbol: symbol, budget: budget}}
      checks:
        room: \(check)
      metrics: \(metrics)
      """)
    runner = PolicyRunner(
      policy, registry: registry, clock: clock, standIns: StandIns(sources: ["found": found, "main": main], sinks: ["out": out]))
    ledger = MetricsLedger(policy)
    main.answer(.record(["equity": "100", "time": "\(noon)"]))
    found.answer(.entities([("A", ["size": "5"]), ("B", ["size": "11"]), ("C", [:])]))
  }

  static let usual = """
    {given: {held: {type: number, unit: usd, range: [0, 1000]}}, each_tick: {held: found.size}, violated_when: held > budget,
     report: {over: "max(0, held - budget)"}}
    """

  mutating func tick(at seconds: Double = 0) async -> TickReport {
    clock.set(now: noon + seconds)
    let report = await runner.tick()
    ledger.take(report)
    return report
  }

  /// The series of a metric: its labels joined, and its value.
  func series(_ metric: String) -> [String: Double] {
    Dictionary(
      ledger.samples.filter { $0.metric == metric }.map { ($0.labels.map { "\($0.name)=\($0.value)" }.joined(separator: ","), $0.value) },
      uniquingKeysWith: { $0 + $1 })
  }
}

@Suite(.timeLimit(.minutes(5)))
struct CheckTests {
  @Test func eachTickAsksAboutEveryEntity() async throws {
    var bench = try Bench(check: Bench.usual)
    let check = try #require(await bench.tick().checks.first)
    #expect(check.verdicts == [.allowed, .violated, .undecided])
    #expect(!check.isEnforced)
    #expect((0..<2).map { check.report[0].text(row: $0) } == ["0.0", "1.0"])
    #expect(check.report[0].name == "over")
  }

  @Test func whatIsGivenIsHeldToItsRange() async throws {
    var bench = try Bench(check: Bench.usual)
    bench.found.answer(.entities([("A", ["size": "1001"]), ("B", ["size": "-1"]), ("C", ["size": "1000"])]))
    #expect(await bench.tick().checks.first?.verdicts == [.undecided, .undecided, .violated])
    var clamped = try Bench(check: Bench.usual.replacing("range: [0, 1000]", with: "range: [0, 7], outside: clamp"))
    clamped.found.answer(.entities([("A", ["size": "1001"])]))
    #expect(await clamped.tick().checks.first?.verdicts == [.allowed])
  }

  @Test func aCheckThatIsOnlyAskedFromOutsideSaysNothing() async throws {
    var bench = try Bench(check: "{given: {held: {type: number, unit: usd}}, violated_when: held > budget}")
    #expect(await bench.tick().checks.isEmpty)
  }

  @Test func whatIsWithheldDecidesNothing() async throws {
    var bench = try Bench(check: Bench.usual)
    bench.main.answer(.record([:]))
    #expect(await bench.tick().checks.first?.verdicts == [.undecided, .undecided, .undecided])
  }

  @Test func aCheckReadsTheValuesOfItsPolicyAndItsParams() async throws {
    var bench = try Bench(
      check: "{given: {held: {type: number, unit: usd}}, each_tick: {held: '7'}, violated_when: \"held > budget && mode == 'shadow'\"}")
    #expect(await bench.tick().checks.first?.verdicts == [.allowed])
    bench.main.answer(.record(["equity": "50", "time": "\(noon)"]))
    #expect(await bench.tick().checks.first?.verdicts == [.violated])
  }
}

@Suite(.timeLimit(.minutes(5)))
struct MetricsLedgerTests {
  private static let metrics = """
    {mode: {gauge: "mode == 'enforce'"}, budget_usd: {gauge: budget, labels: {symbol: symbol}},
     written_total: {count: sink.out.written, labels: {symbol: symbol}}, all_total: {count: sink.out.written},
     withheld_total: {count: sink.out.withheld}, failed_total: {count: sink.out.failed, labels: {symbol: symbol}},
     stale_total: {count: source.main.not_fresh, labels: {input: "'main'"}}, kept_total: {count: source.main.last_known_good, per: symbol},
     kept_ticks_total: {count: source.main.last_known_good}, old_total: {count: source.main.too_old, per: symbol},
     blocked_total: {count: check.room.blocked, labels: {symbol: symbol}}, violated_total: {count: check.room.violated},
     allowed_total: {count: check.room.allowed}}
    """

  @Test func countsWhatHappens() async throws {
    var bench = try Bench(check: Bench.usual, metrics: Self.metrics)
    _ = await bench.tick()
    #expect(bench.series("mode") == ["": 0])
    #expect(bench.series("budget_usd") == ["symbol=A": 10, "symbol=B": 10, "symbol=C": 10])
    #expect(bench.series("written_total") == ["symbol=A": 1, "symbol=B": 1, "symbol=C": 1])
    #expect(bench.series("all_total") == ["": 3])
    #expect(bench.series("stale_total") == ["input=main": 0])
    #expect(bench.series("violated_total") == ["": 1])
    #expect(bench.series("allowed_total") == ["": 1])
    #expect(bench.series("blocked_total") == ["symbol=A": 0, "symbol=B": 0, "symbol=C": 0])
    _ = await bench.tick(at: 1)
    #expect(bench.series("written_total")["symbol=A"] == 2)
  }

  @Test func lastKnownGoodCountsOnlyWhereItReachedAnOutput() async throws {
    var bench = try Bench(check: Bench.usual, metrics: Self.metrics)
    _ = await bench.tick()
    _ = await bench.tick(at: 60)
    #expect(bench.series("kept_total") == ["": 3])
    #expect(bench.series("kept_ticks_total") == ["": 1])
    #expect(bench.series("stale_total") == ["input=main": 1])
    bench.out.fail(PluginFault(.unreachable, place: "there", message: "gone"))
    _ = await bench.tick(at: 70)
    #expect(bench.series("kept_total") == ["": 3])
    #expect(bench.series("kept_ticks_total") == ["": 1])
    #expect(bench.series("failed_total") == ["symbol=A": 1, "symbol=B": 1, "symbol=C": 1])
    bench.out.fail(nil)
    _ = await bench.tick(at: 601)
    #expect(bench.series("kept_total") == ["": 3])
    #expect(bench.series("old_total") == ["": 3])
    #expect(bench.series("withheld_total") == ["": 3])
    #expect(bench.series("budget_usd").isEmpty)
  }

  @Test func aSeriesEndsWithItsEntity() async throws {
    var bench = try Bench(check: Bench.usual, metrics: Self.metrics)
    _ = await bench.tick()
    bench.found.answer(.entities([("B", [:])]))
    _ = await bench.tick(at: 1)
    #expect(bench.series("written_total") == ["symbol=B": 2])
    #expect(bench.series("budget_usd") == ["symbol=B": 10])
    bench.found.answer(.entities([("B", [:]), ("A", [:])]))
    _ = await bench.tick(at: 2)
    #expect(bench.series("written_total") == ["symbol=B": 3, "symbol=A": 1])
  }

  @Test func seriesStayWhileTheEntitiesAreNotKnown() async throws {
    var bench = try Bench(check: Bench.usual, metrics: Self.metrics)
    _ = await bench.tick()
    bench.found.answer(.fault(PluginFault(.unreachable, place: "there", message: "gone")))
    _ = await bench.tick(at: 1)
    #expect(bench.series("written_total") == ["symbol=A": 1, "symbol=B": 1, "symbol=C": 1])
  }

  @Test func enforceBlocks() async throws {
    var bench = try Bench(mode: "enforce", check: Bench.usual, metrics: Self.metrics)
    let check = try #require(await bench.tick().checks.first)
    #expect(check.isEnforced)
    #expect(bench.series("mode") == ["": 1])
    #expect(bench.series("blocked_total") == ["symbol=A": 0, "symbol=B": 1, "symbol=C": 0])
    #expect(bench.series("violated_total") == ["": 1])
  }
}
