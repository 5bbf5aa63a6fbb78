import GovernorTesting
import Policy
import Testing

@testable import Governor

/// A shadow beside its primary.
@Suite(.timeLimit(.minutes(5)))
struct ShadowTests {
  private static let primary = """
    policy: live
    mode: enforce
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true}
      main:
        type: fake
        fields: {equity: {type: number}, at: {type: time}}
        as_of: at
        stale_after: 30s
        fallback: [last_known_good: 15m, withhold]
      vol: {type: fake, key: "x:{symbol}", fields: {vol: {type: number}}, fallback: [missing]}
    sinks:
      out: {type: fake, fields: {symbol: symbol, mode: mode, at: now, amount: main.equity * (1 - (vol.vol ?? 0))}}
    """
  private static func shadow(_ more: String, in text: String = primary) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("mode:") && !$0.hasPrefix("policy:") }
    return (["policy: other", "shadow_of: live"] + lines.map(String.init)).joined(separator: "\n") + more
  }

  private let found = FakeSource(.entities([("A", [:]), ("B", [:])]))
  private let main = FakeSource(.record(["equity": "1000", "at": "\(Int(noon))"]))
  private let vol = FakeSource(.records(["A": ["vol": "0.5"]]))
  private var shared: [String: any SourcePlugin] { ["found": found, "main": main, "vol": vol] }

  @Test func itHasTheSnapshotAndTheTimeOfItsPrimary() async throws {
    let bench = try EngineBench()
    let sinks = ["live": FakeSink(), "other": FakeSink()]
    let text = Self.shadow("").split(separator: "main.equity").joined(separator: "main.equity * 0.5")
    let engine = bench.engine(try bench.fleet([text, Self.primary], shared: shared, sinks: sinks))
    await engine.round()
    #expect([found, main, vol].map(\.requests.count) == [1, 1, 1])
    let rows = sinks.mapValues { $0.writes.last?.map(\.values) }
    #expect(rows["live"]??.map { $0["amount"] } == ["500.0", "1000.0"])
    #expect(rows["other"]??.map { $0["amount"] } == ["250.0", "500.0"])
    #expect(rows["live"]??.map { $0["at"] } == rows["other"]??.map { $0["at"] })
    #expect(rows["other"]??.map { $0["mode"] } == ["shadow", "shadow"])
    #expect(bench.ticks().map(\.policy) == ["live", "other"])
    #expect(engine.board.policies.map(\.policy.name) == ["live", "other"], "a shadow stands behind its primary")
  }

  /// What is kept for others costs time, which a primary need not spend on a shadow that takes all over.
  @Test func aRoundIsSharedWhereTheShadowReadsForItself() async throws {
    let other = Self.shadow("").split(separator: "fields: {vol:").joined(separator: "fields: {more: {type: number, optional: true}, vol:")
    for (text, isShared) in [(Self.shadow(""), false), (other, true)] {
      let bench = try EngineBench()
      let vol = FakeSource(.records(["A": ["vol": "0.5"]]))
      let engine = bench.engine(try bench.fleet([Self.primary, text], shared: shared.merging(["vol": vol]) { $1 }))
      await engine.round()
      #expect(bench.ticks().map(\.policy) == ["live", "other"])
      #expect(vol.requests.map(\.round.isShared) == (isShared ? [true, true] : [false]))
    }
  }

  @Test func itHasTheLastKnownGoodOfItsPrimaryThoughItCameLater() async throws {
    let bench = try EngineBench()
    let sink = FakeSink()
    let engine = bench.engine(try bench.fleet([Self.primary], shared: shared))
    await engine.round()
    await engine.replace(with: try bench.fleet([Self.primary, Self.shadow("")], shared: shared, sinks: ["other": sink]))
    await engine.round()
    #expect(sink.writes.count == 1)
    // The primary's data grows old; both go on with the last known good record.
    bench.clock.advance(by: 100)
    await engine.round()
    let reports = bench.ticks().suffix(2).map(\.report)
    #expect(reports.map { $0.snapshot.sources[1].outcomes } == [[.lastKnownGood], [.lastKnownGood]])
    #expect(sink.writes.count == 2)
  }

  /// What nobody wanted was not read: to take it for missing would be to compute with what may not be so.
  @Test func aFieldThatItAloneWantsIsNotInAnOldRecord() async throws {
    let bench = try EngineBench()
    let text = Self.primary.replacing(
      "fields: {equity: {type: number},", with: "fields: {loss: {type: number, optional: true}, equity: {type: number},")
    let shadow = Self.shadow("", in: text).replacing("main.equity *", with: "main.equity * (1 - (main.loss ?? 0)) *")
    main.answer(.record(["equity": "1000", "loss": "0.5", "at": "\(Int(noon))"]))
    func outcomes() -> [[Outcome]] { bench.ticks().suffix(2).map { $0.report.snapshot.sources[1].outcomes } }
    let engine = bench.engine(try bench.fleet([text], shared: shared))
    await engine.round()
    bench.clock.advance(by: 100)
    await engine.replace(with: try bench.fleet([text, shadow], shared: shared))
    await engine.round()
    #expect(outcomes() == [[.lastKnownGood], [.withheld]])
    // A record that was read for both serves both, also in the sets that follow.
    main.answer(.record(["equity": "1000", "loss": "0.5", "at": "\(Int(noon) + 110)"]))
    bench.clock.advance(by: 10)
    await engine.round()
    #expect(outcomes() == [[.fresh], [.fresh]])
    bench.clock.advance(by: 100)
    await engine.replace(with: try bench.fleet([text, shadow], shared: shared))
    await engine.round()
    #expect(outcomes() == [[.lastKnownGood], [.lastKnownGood]])
  }

  @Test func aRuleOfItsOwnIsItsOwn() async throws {
    let bench = try EngineBench()
    let text = Self.shadow("").split(separator: "stale_after: 30s").joined(separator: "stale_after: 300s")
    let engine = bench.engine(try bench.fleet([Self.primary, text], shared: shared))
    await engine.round()
    bench.clock.advance(by: 100)
    await engine.round()
    let reports = bench.ticks().suffix(2).map(\.report)
    #expect(reports.map(\.policy.name) == ["live", "other"])
    #expect(reports.map { $0.snapshot.sources[1].outcomes } == [[.lastKnownGood], [.fresh]])
    #expect(main.requests.count == 2, "and yet the record is read once for both")
  }

  @Test func itsOwnSlowSourceDoesNotKeepThePrimary() async throws {
    let bench = try EngineBench()
    let slow = FakeSource(.never)
    let more = "\n  late: {type: fake, fields: {late: {type: number}}, timeout: 600s, fallback: [missing]}\n"
    let text = Self.shadow("").split(separator: "\nsinks:").joined(separator: more + "sinks:")
      .split(separator: "at: now,").joined(separator: "at: now, late: late.late ?? 0,")
    let engine = bench.engine(
      try bench.fleet([Self.primary, text], shared: shared.merging(["late": slow]) { $1 }))
    for tick in 1...3 {
      await engine.beginDue()
      try await until { bench.ticks("live").count == tick }
      bench.clock.advance(by: 10)
    }
    #expect(bench.ticks("other").isEmpty)
    slow.answer(.record(["late": "1"]))
    try await until { bench.ticks("other").count == 1 }
    #expect(bench.ticks("other").first?.report.snapshot.now == noon, "the time of the tick that it follows")
    #expect(bench.ticks("other").first?.missed == 2)
  }

  @Test func itsDifferencesAreCounted() async throws {
    let bench = try EngineBench()
    let text = Self.shadow("").split(separator: "(1 - (vol.vol ?? 0))").joined(separator: "(1 - (vol.vol ?? 0) * 0.5)")
    let engine = bench.engine(try bench.fleet([Self.primary, text], shared: shared))
    await engine.round()
    let comparison = try #require(engine.board.policy(named: "other")?.status.comparison)
    let amount = try #require(comparison.outputs.first { $0.name == "amount" })
    #expect(amount.compared == 2)
    #expect(amount.differing == 1)
    #expect(amount.absolute.map { [$0.mean, $0.median, $0.percentile95, $0.largest] } == [125, 125, 250, 250])
    #expect(amount.relative?.largest == 0.5)
    #expect(amount.largest.map(\.entity) == ["A"])
    #expect(amount.absoluteSoFar.count == 2)
    let mode = try #require(comparison.outputs.first { $0.name == "mode" })
    #expect(mode.differing == 2, "one enforces, the other observes")
    #expect(mode.absolute == nil)
    #expect(engine.board.policy(named: "live")?.status.comparison == nil)
    bench.clock.advance(by: 10)
    await engine.round()
    let later = try #require(engine.board.policy(named: "other")?.status.comparison)
    #expect(later.ticks == 2)
    #expect(later.outputs.first { $0.name == "amount" }?.absoluteSoFar.count == 4)
  }

  @Test func theirComparisonBeginsAnewWhereEitherIsChanged() async throws {
    let bench = try EngineBench()
    func half(_ factor: String) -> String {
      Self.shadow("").split(separator: "(1 - (vol.vol ?? 0))").joined(separator: "(1 - (vol.vol ?? 0) * \(factor))")
    }
    let engine = bench.engine(try bench.fleet([Self.primary, half("0.5")], shared: shared))
    func amount() throws -> (ticks: Int, values: Int, differing: Int) {
      let comparison = try #require(engine.board.policy(named: "other")?.status.comparison)
      let amount = try #require(comparison.outputs.first { $0.name == "amount" })
      return (comparison.ticks, amount.absoluteSoFar.count, amount.differingSoFar)
    }
    await engine.round()
    #expect(try amount() == (1, 2, 1))
    let primary = Self.primary + " "
    for (texts, expected) in [
      // Nothing changes, then the shadow, the primary, the shadow back, and nothing again.
      ([Self.primary, half("0.5")], (2, 4, 2)), ([Self.primary, half("1")], (1, 2, 0)), ([primary, half("1")], (1, 2, 0)),
      ([primary, half("0.5")], (1, 2, 1)), ([primary, half("0.5")], (2, 4, 2)),
    ] {
      await engine.replace(with: try bench.fleet(texts, shared: shared))
      bench.clock.advance(by: 10)
      await engine.round()
      #expect(try amount() == expected)
    }
  }

  @Test func aTickWithNothingToCompareIsNotCounted() async throws {
    let bench = try EngineBench()
    let engine = bench.engine(try bench.fleet([Self.primary, Self.shadow("")], shared: shared))
    await engine.round()
    #expect(engine.board.policy(named: "other")?.status.comparison?.ticks == 1)
    // Nobody is there.
    found.answer(.entities([]))
    bench.clock.advance(by: 10)
    await engine.round()
    let comparison = try #require(engine.board.policy(named: "other")?.status.comparison)
    #expect(bench.ticks("other").count == 2)
    #expect(comparison.ticks == 1)
    #expect(comparison.now == noon + 10)
    #expect(comparison.outputs.allSatisfy { $0.compared == 0 })
  }

  @Test func aShareOfNothingIsNone() async throws {
    let bench = try EngineBench()
    vol.answer(.records(["A": ["vol": "1"]]))
    let engine = bench.engine(try bench.fleet([Self.primary, Self.shadow("")], shared: shared))
    await engine.round()
    let amount = try #require(engine.board.policy(named: "other")?.status.comparison?.outputs.first { $0.name == "amount" })
    #expect(amount.compared == 2)
    #expect(amount.absoluteSoFar.count == 2)
    // The primary's is 0 for A, and 1000 for B.
    #expect(amount.relativeSoFar.count == 1)
  }

  @Test func aRowThatOnlyOneOfThemWritesIsCounted() async throws {
    let bench = try EngineBench()
    let text = Self.shadow("").split(separator: "(vol.vol ?? 0)").joined(separator: "vol.vol")
    let engine = bench.engine(try bench.fleet([Self.primary, text], shared: shared))
    await engine.round()
    let output = engine.board.policy(named: "other")?.status.comparison?.outputs.first { $0.name == "amount" }
    #expect(output?.compared == 1)
    #expect(output?.onlyPrimary == 1)
    #expect(output?.onlyShadow == 0)
  }
}
