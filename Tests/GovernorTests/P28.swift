import Governor
import GovernorTesting
import Policy
import Sinks
import Sources
import Testing

/// policies/p28.yaml as it is, with fakes in the place of its servers, and a clock of the test's own.
struct P28 {
  /// The budget of what the sources give unless a test says otherwise: the double that 100000 * 0.02 * (1 - 0.326) comes to.
  static let usual = "1347.9999999999998"

  let clock = TestClock(now: noon)
  let portfolio = FakeSource()
  let positions = FakeSource(.entities([("BTCUSDT", [:]), ("ETHUSDT", [:])]))
  let heat = FakeSource(.record(["composite": "0.65"]))
  let cluster = FakeSource()
  let market = FakeSource(.records([:]))
  let budget = FakeSink()
  let runner: PolicyRunner

  init(_ environment: [String: String] = [:]) throws {
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let policy = try registry.load(try Self.text(), environment: environment, path: "p28.yaml")
    runner = PolicyRunner(
      policy, registry: registry, clock: clock,
      standIns: StandIns(
        sources: ["portfolio_state": portfolio, "positions": positions, "heat": heat, "cluster": cluster, "market": market],
        sinks: ["budget": budget]))
    give(equity: "100000")
  }

  /// Sets the portfolio state; its data was true so many seconds ago.
  func give(equity: String?, age: Double = 0) {
    var record = ["timestamp": NumberFormat.text(clock.now - age)]
    record["equity_usd"] = equity
    portfolio.answer(.record(record))
  }

  /// What a tick writes for a symbol; nil where it writes nothing.
  func tick(_ symbol: String = "BTCUSDT") async -> [String: String]? {
    let before = budget.writes.count
    let report = await runner.tick()
    let writes = budget.writes.dropFirst(before).joined()
    #expect(writes.count == report.written)
    return writes.first { $0.entity == symbol }?.values
  }

  func report() async -> TickReport { await runner.tick() }
}
