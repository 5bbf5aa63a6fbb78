import Diagnostics
import GovernorTesting
import Policy
import Sinks
import Sources
import Synchronization
import Testing

@testable import Governor

/// A day of p28 and its two shadows: 8640 ticks of 500 symbols, with the gaps that a day has.
@Suite(.timeLimit(.minutes(10)))
struct DayTests {
  private static let ticks = 8640
  private static let symbols = 500

  @Test func nothingIsWithheldThatNeedNotBe() async throws {
    let day = try Day(symbols: Self.symbols)
    let names = ["p28", "p28-cautious", "p28-half"]
    var onLastKnownGood = 0
    var tooOld = 0
    var silent = 0
    for tick in 0..<Self.ticks {
      let time = Double(tick) * 10
      let gap = Gap(at: time)
      day.give(gap, tick: tick)
      await day.engine.round()
      let reports = day.bench.take()
      try #require(reports.map(\.policy.name).sorted() == names, "tick \(tick)")
      let expected = gap.isWithheld ? 0 : Self.symbols
      for report in reports where report.written != expected || report.failed != 0 {
        Issue.record("tick \(tick) of \(report.policy.name), \(gap): \(report.written) written, \(report.withheld) withheld")
        return
      }
      // Where neither writes there is nothing to compare.
      if gap.isWithheld { silent += 1 }
      if gap.isOnLastKnownGood { onLastKnownGood += Self.symbols }
      if gap.isWithheld, gap != .allAway { tooOld += Self.symbols }
      day.bench.clock.advance(by: 10)
    }
    let status = try #require(day.engine.board.policy(named: "p28")?.status)
    #expect(status.tally.ticks == Self.ticks)
    #expect(status.tally.overruns == 0)
    let samples = Dictionary(grouping: status.ledger.samples, by: \.metric)
    // Series end with their symbols: as many as there are, however many there were.
    #expect(samples["p28_budget_value_usd"]?.count == Self.symbols)
    #expect(samples["p28_budget_computed_total"]?.count == Self.symbols)
    #expect(samples["p28_lkg_cache_used_total"]?.map(\.value) == [Double(onLastKnownGood)])
    #expect(samples["p28_portfolio_too_old_total"]?.map(\.value) == [Double(tooOld)])
    #expect(day.engine.board.policy(named: "p28-half")?.status.comparison?.ticks == Self.ticks - silent)
    // What is remembered of symbols that are gone goes too.
    #expect(await day.engine.board.policy(named: "p28")?.runner.memory().count ?? 0 < Self.symbols * 3)
  }
}

/// What is wrong at a time of the day.
private enum Gap: Equatable {
  case none
  /// The portfolio state was last written so many seconds ago.
  case oldState(Double)
  case noHeat, noCluster
  /// Its time is a little ahead of the host's clock.
  case ahead
  /// Redis is away.
  case allAway

  init(at time: Double) {
    switch time {
    case 7200..<7800: self = .oldState(time - 7200)
    case 18_000..<19_200: self = .oldState(time - 18_000)
    case 28_800..<32_400: self = .noHeat
    case 36_000..<36_600: self = .noCluster
    case 39_600..<39_900: self = .allAway
    case 50_000..<51_000: self = .ahead
    default: self = .none
    }
  }

  /// The state is stale for half a minute's rule, and not yet too old for that of 15 minutes.
  var isOnLastKnownGood: Bool { if case .oldState(let age) = self { age >= 30 && age < 900 } else { false } }
  var isWithheld: Bool { if case .oldState(let age) = self { age >= 900 } else { self == .allAway } }
}

/// The policies of the repository, fakes in the place of their servers, and the time.
private struct Day {
  let bench = DayBench()
  let engine: PolicyEngine
  private let portfolio = FakeSource()
  private let positions = FakeSource()
  private let heat = FakeSource(.record(["composite": "0.65"]))
  private let cluster = FakeSource(.record(["stress": "0.1"]))
  private let market = FakeSource()
  private let symbols: Int
  private let policy: CheckedPolicy

  init(symbols: Int) throws {
    self.symbols = symbols
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let loader = PolicyLoader(
      catalog: registry.catalog, environment: PolicyEnvironment([:]),
      files: PolicyFiles(["p28.yaml": try P28.text()]))
    let members = try ["p28.yaml", "p28-cautious.yaml", "p28-half.yaml"].map { name in
      let outcome = loader.load(SourceFile(path: name, text: try P28.text(of: name)))
      return PolicyFleet.Member(try #require(outcome.policy, "\(outcome.findings)"), hash: name)
    }
    policy = members[0].policy
    let sources: [String: any SourcePlugin] = [
      "portfolio_state": portfolio, "positions": positions, "heat": heat, "cluster": cluster, "market": market,
    ]
    let fleet = PolicyFleet(members, registry: registry, clock: bench.clock) { policy in
      StandIns(
        sources: sources, sinks: ["budget": CountingSink()],
        publishers: policy.checks.contains { $0.publish != nil } ? ["budget": CountingSink()] : [:])
    }
    engine = PolicyEngine(fleet, clock: bench.clock, observer: bench)
  }

  func give(_ gap: Gap, tick: Int) {
    let away = FakeSource.Answer.fault(PluginFault(.unreachable, place: "redis", message: "is away"))
    guard gap != .allAway else { return [portfolio, positions, cluster, market].forEach { $0.answer(away) } }
    var time = bench.clock.now
    if case .oldState(let age) = gap { time -= age }
    if gap == .ahead { time += 3 }
    portfolio.answer(.record(["equity_usd": "100000", "timestamp": NumberFormat.text(time)]))
    heat.answer(gap == .noHeat ? .fault(PluginFault(.unreachable, place: "heat", message: "is away")) : .record(["composite": "0.65"]))
    cluster.answer(gap == .noCluster ? .record([:]) : .record(["stress": "0.1"]))
    // Every ten minutes a position is closed and another opened.
    let first = tick / 60
    if tick % 60 == 0 || Gap(at: Double(tick - 1) * 10) == .allAway {
      let open = EntityTable((first..<first + symbols).map { "S\($0)USDT" })
      positions.answer(.reading(reading("positions", of: open, ["position_notional_usd": "900"], finds: true)))
      market.answer(.reading(reading("market", of: open, ["vol_regime": "HIGH_VOL"], finds: false)))
    }
  }

  /// The same record for every symbol, parsed once and given until the symbols change.
  private func reading(_ source: String, of open: EntityTable, _ record: [String: String], finds: Bool) -> Reading {
    let fields = policy.sources.first { $0.name == source }?.fields ?? []
    var builder = RecordBatchBuilder(fields: fields, rows: open.count)
    for row in 0..<open.count {
      builder.setPresent(row: row)
      for (index, field) in fields.enumerated() {
        guard let text = record[field.name].map({ Array($0.utf8) }) else { continue }
        builder.set(text.span, field: index, row: row)
      }
    }
    return Reading(records: builder.finish(), entities: finds ? open : nil)
  }
}

/// Keeps the ticks of a round.
private final class DayBench: TickObserver {
  let clock = TestClock(now: noon)
  private let reports = Mutex<[TickReport]>([])

  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int) { reports.withLock { $0.append(report) } }

  func take() -> [TickReport] {
    reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
  }
}

/// A sink that takes everything and keeps nothing.
private struct CountingSink: SinkPlugin {
  struct Configuration: SinkConfiguration {
    var outputs: [OutputField] { [] }
    var templates: [KeyTemplate] { [] }
    var writtenKeys: WrittenKeys? { nil }
  }

  static var type: String { "counting" }
  static var summary: String { "Keeps nothing." }
  static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  init() {}
  init(_ configuration: Configuration, in context: BuildContext) {}

  func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult { WriteResult(written: batch.rows.count) }
  func preview(_ batch: OutputBatch) -> [String] { [] }
  func close() async {}
}
