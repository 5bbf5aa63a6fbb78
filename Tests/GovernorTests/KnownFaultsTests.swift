import Governor
import GovernorTesting
import Policy
import Testing

/// The table 'Known faults of the deployed service', on policies/p28.yaml itself.
@Suite(.timeLimit(.minutes(5)))
struct KnownFaultsTests {
  @Test func theTenFields() async throws {
    let p28 = try P28()
    p28.market.answer(.records(["BTCUSDT": ["vol_regime": "NORMAL_VOL"]]))
    #expect(
      await p28.tick() == [
        "symbol": "BTCUSDT", "budget_usd": P28.usual, "stress_factor": "0.326", "equity_usd": "100000.0", "portfolio_heat": "0.65",
        "cluster_stress": "0.0", "vol_regime": "0.33", "mode": "shadow", "timestamp": "1769594400", "base_risk_pct": "0.02",
      ])
  }

  @Test func budgetsGoOnForFifteenMinutesOfLastKnownGood() async throws {
    let p28 = try P28()
    #expect(await p28.tick()?["budget_usd"] == P28.usual)
    for seconds in [29.0, 30, 31, 300, 899] {
      p28.clock.set(now: noon + seconds)
      let report = await p28.report()
      let source = try #require(report.snapshot.sources.first { $0.name == "portfolio_state" })
      #expect(source.outcomes == [seconds < 30 ? .fresh : .lastKnownGood])
      #expect(report.written == 2)
      #expect(p28.budget.writes.last?.first?.values["budget_usd"] == P28.usual)
      #expect(p28.budget.writes.last?.first?.values["timestamp"] == NumberFormat.text(noon + seconds).dropLast(2).description)
    }
    for seconds in [900.0, 960, 3600] {
      p28.clock.set(now: noon + seconds)
      let report = await p28.report()
      #expect(report.written == 0)
      #expect(report.failed == 0)
      #expect(report.sinks[0].withheld == 2)
      #expect(report.snapshot.sources.first { $0.name == "portfolio_state" }?.tooOld == 1)
    }
    p28.give(equity: "50000")
    #expect(await p28.tick()?["budget_usd"] == "673.9999999999999")
  }

  @Test func aRestartBeginsWithoutLastKnownGood() async throws {
    let p28 = try P28()
    p28.give(equity: "100000", age: 16 * 60)
    let report = await p28.report()
    #expect(report.written == 0)
    #expect(report.sinks[0].withheld == 2)
    #expect(report.snapshot.sources.first { $0.name == "portfolio_state" }?.tooOld == 0)
  }

  @Test(
    "an equity that is no usable value goes down the fallback chain",
    arguments: [
      "nan", "NaN", "-nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "0", "0.0", "-0", "-1", "-100000", "1e-400", "1.1e12", "", " ",
      " 100000", "100000 ", "100,000", "0x186A0", "1_000", "None", "null", nil,
    ] as [String?])
  func unusableEquity(_ equity: String?) async throws {
    let p28 = try P28()
    p28.give(equity: equity)
    #expect(await p28.tick() == nil)
    p28.give(equity: "100000")
    #expect(await p28.tick()?["budget_usd"] == P28.usual)
    p28.clock.advance(by: 10)
    p28.give(equity: equity)
    let written = await p28.tick()
    #expect(written?["budget_usd"] == P28.usual)
    #expect(written?["equity_usd"] == "100000.0")
  }

  @Test(
    "a timestamp further ahead than the clock may be is not fresh", arguments: [(5.0, true), (5.001, false), (3600, false), (1e15, false)])
  func timestampInTheFuture(_ ahead: Double, _ isFresh: Bool) async throws {
    let p28 = try P28()
    p28.give(equity: "100000", age: -ahead)
    #expect((await p28.tick() != nil) == isFresh)
  }

  @Test(
    "cluster stress is held to its own range first",
    arguments: [
      // In [0, 1], then stress = 0.4 * 0.65 + 0.4 * cluster + 0.2 * 0.33.
      ("-3", "0.0", 1348), ("7", "1.0", 548), ("0.5", "0.5", 948), ("nan", "0.0", 1348), ("inf", "0.0", 1348), ("", "0.0", 1348),
    ])
  func clusterStress(_ stress: String, _ cluster: String, _ budget: Double) async throws {
    let p28 = try P28()
    p28.cluster.answer(.record(["stress": stress]))
    let written = await p28.tick()
    #expect(written?["cluster_stress"] == cluster)
    let amount = try #require(written?["budget_usd"].flatMap(Double.init))
    #expect(abs(amount - budget) < 1e-9)
    let state = await p28.report().snapshot.sources.first { $0.name == "cluster" }
    #expect(state?.outcomes == [Double(stress)?.isFinite == true ? .fresh : .values])
  }

  @Test(
    "the regime decides where it is known, and sigma only where it is not",
    arguments: [
      (["vol_regime": "BELOW_AVERAGE", "sigma": "0.025"], "0.67"), (["vol_regime": "BELOW_AVERAGE", "sigma": "0.031"], "1.0"),
      (["vol_regime": "BELOW_AVERAGE"], "0.33"), (["vol_regime": "LOW_VOL", "sigma": "0.5"], "0.0"),
      (["vol_regime": "NORMAL_VOL", "sigma": "0.5"], "0.33"), (["vol_regime": "NORMAL_VOL", "sigma": "0.001"], "0.33"),
      (["vol_regime": "HIGH_VOL", "sigma": "0"], "0.67"), (["vol_regime": "EXTREME_VOL"], "1.0"),
      (["vol_regime": "normal_vol", "sigma": "0.5"], "1.0"),
      (["vol_regime": "LOW_VOL ", "sigma": "0.5"], "1.0"), (["vol_regime": "", "sigma": "0.004"], "0.0"), (["sigma": "0.03"], "0.67"),
      (["sigma": "0.02"], "0.33"), (["sigma": "0.005"], "0.33"), (["sigma": "0.0049"], "0.0"), (["sigma": "nan"], "0.33"),
      (["sigma": "11"], "0.33"),
      (["vol_regime": "HIGH_VOL", "sigma": "nan"], "0.67"), ([:], "0.33"),
    ])
  func volRegime(_ market: [String: String], _ regime: String) async throws {
    let p28 = try P28()
    p28.market.answer(.records(["BTCUSDT": market]))
    #expect(await p28.tick()?["vol_regime"] == regime)
  }

  @Test("heat is clamped, and 0 where there is none", arguments: [("7", "1.0"), ("-1", "0.0"), ("nan", "0.0"), ("0.25", "0.25")])
  func heat(_ heat: String, _ written: String) async throws {
    let p28 = try P28()
    p28.heat.answer(.record(["composite": heat]))
    #expect(await p28.tick()?["portfolio_heat"] == written)
    p28.heat.answer(.fault(PluginFault(.unreachable, place: "heat", message: "gone")))
    #expect(await p28.tick()?["portfolio_heat"] == "0.0")
  }

  @Test func oneSnapshotForEverySymbol() async throws {
    let p28 = try P28()
    let symbols = (0..<500).map { "S\($0)USDT" }
    p28.positions.answer(.entities(symbols.map { ($0, [:]) }))
    let report = await p28.report()
    #expect(report.written == 500)
    #expect([p28.portfolio, p28.positions, p28.heat, p28.cluster, p28.market].map(\.requests.count) == [1, 1, 1, 1, 1])
    let rows = try #require(p28.budget.writes.first)
    #expect(Set(rows.map { $0.values["equity_usd"] }) == ["100000.0"])
    #expect(Set(rows.map { $0.values["timestamp"] }) == ["1769594400"])
    #expect(rows.compactMap(\.entity) == symbols)
  }

  @Test func eachFailureCountsUnderItsOwnName() async throws {
    let p28 = try P28()
    p28.heat.answer(.fault(PluginFault(.unreachable, place: "heat", message: "gone")))
    let read = await p28.report()
    #expect(read.failed == 0)
    #expect(read.snapshot.sources.filter { $0.fault != nil }.map(\.name) == ["heat"])
    p28.heat.answer(.record(["composite": "0.65"]))
    p28.budget.fail(PluginFault(.unreachable, place: "redis", message: "gone"))
    let write = await p28.report()
    #expect(write.failed == 2)
    #expect(write.snapshot.sources.allSatisfy { $0.fault == nil })
  }

  @Test func theLimitsOfTheBudget() async throws {
    for (equity, budget) in [("1", "500.0"), ("1e12", "10000.0"), ("0.0001", "500.0")] {
      let p28 = try P28()
      p28.give(equity: equity)
      #expect(await p28.tick()?["budget_usd"] == budget)
    }
  }

  @Test func theEnvironmentOfTheOperators() async throws {
    let p28 = try P28([
      "P28_MODE": "enforce", "BASE_RISK_PCT": "0.05", "ALPHA_HEAT": "1", "BETA_CLUSTER": "0", "GAMMA_VOL": "0", "MIN_BUDGET_K": "1",
      "MAX_BUDGET_K": "2000", "STALE_SEC": "5", "MAX_LKG_AGE_SEC": "20", "CLUSTER_ID": "other",
    ])
    let written = await p28.tick()
    #expect(written?["budget_usd"] == "1750.0")
    #expect(written?["mode"] == "enforce")
    p28.clock.advance(by: 19)
    #expect(await p28.tick() != nil)
    p28.clock.advance(by: 1)
    #expect(await p28.tick() == nil)
  }
}
