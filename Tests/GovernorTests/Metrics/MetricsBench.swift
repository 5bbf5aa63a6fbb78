import GovernorTesting
import Policy

@testable import Governor

/// A policy of fakes with metrics: symbols in groups, an output that divides, a check that is asked in each tick.
struct MetricsBench {
  let found = FakeSource()
  let main = FakeSource()
  let out = FakeSink()
  let clock = TestClock(now: noon)
  let policy: CheckedPolicy
  let runner: PolicyRunner
  var ledger: MetricsLedger
  var tally: TickTally

  init(limit: Int? = nil, metrics: String = "{}", following old: MetricsBench? = nil) throws {
    let registry = try Registry.fakes()
    policy = try registry.load(
      """
      policy: test
      \(limit.map { "series_limit: \($0)" } ?? "")
      for_each: {symbol: found}
      sources:
        found:
          type: fake
          finds_entities: true
          fields: {group: {type: text, optional: true}, size: {type: number, optional: true}}
        main:
          type: fake
          fields: {equity: {type: number, range: [0, 1000], outside: clamp}, time: {type: time}}
          as_of: time
          stale_after: 30s
          fallback: [last_known_good: 10m, withhold]
      values:
        share: main.equity / found.size
      sinks:
        out: {type: fake, fields: {symbol: symbol, equity: main.equity, share: "share ?? 0"}}
      checks:
        room: {given: {held: {type: number}}, each_tick: {held: found.size}, violated_when: held > 10}
      metrics: \(metrics)
      """)
    runner = PolicyRunner(
      policy, registry: registry, clock: clock, standIns: StandIns(sources: ["found": found, "main": main], sinks: ["out": out]))
    ledger = MetricsLedger(policy)
    tally = TickTally(policy)
    if let old {
      ledger.takeOver(from: old.ledger)
      tally.takeOver(from: old.tally)
    }
    main.answer(.record(["equity": "100", "time": "\(noon)"]))
  }

  @discardableResult
  mutating func tick(at seconds: Double = 0, _ entities: [(name: String, fields: [String: String])]? = nil, overrun: Int = 0) async
    -> TickReport
  {
    if let entities { found.answer(.entities(entities)) }
    clock.set(now: noon + seconds)
    let report = await runner.tick()
    ledger.take(report)
    tally.take(report)
    tally.noteOverruns(overrun)
    return report
  }

  @discardableResult
  mutating func tick(of entities: String...) async -> TickReport { await tick(at: clock.now - noon, entities.map { ($0, [:]) }) }

  /// The series of a metric: the texts of its labels joined, and its value.
  func series(_ metric: String) -> [String: Double] {
    Dictionary(
      ledger.samples.filter { $0.metric == metric }.map { ($0.labels.map(\.value).joined(separator: ","), $0.value) },
      uniquingKeysWith: { _, _ in .nan })
  }
}
