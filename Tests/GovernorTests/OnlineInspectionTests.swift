import Diagnostics
import Governor
import GovernorTesting
import Policy
import Testing

/// What the servers gave, compared with what the policy expects.
@Suite(.timeLimit(.minutes(5)))
struct OnlineInspectionTests {
  private static let text = """
    policy: test
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true}
      main:
        type: fake
        fields: {equity: {type: number, range: [0, 10]}, spare: {type: number, optional: true}, time: {type: time}}
        as_of: time
        stale_after: 30s
      calm: {type: fake, fields: {heat: {type: number}}, fallback: [default: {heat: 0}]}
      each: {type: fake, key: "x:{symbol}", fields: {vol: {type: number}}, fallback: [missing]}
    sinks:
      out: {type: fake, fields: {symbol: symbol, equity: main.equity, heat: calm.heat, vol: each.vol}}
    """

  private let found = FakeSource(.entities([("A", [:]), ("B", [:]), ("C", [:])]))
  private let main = FakeSource(.record(["equity": "5", "time": "\(noon)"]))
  private let calm = FakeSource(.record(["heat": "1"]))
  private let each = FakeSource(.records(["A": ["vol": "1"], "B": ["vol": "1"], "C": ["vol": "1"]]))

  /// The findings as `severity code line:column message`.
  private func findings() async throws -> [String] {
    let registry = try Registry.fakes()
    let out = FakeSink()
    let runner = PolicyRunner(
      try registry.load(Self.text), registry: registry, clock: TestClock(now: noon),
      standIns: StandIns(sources: ["found": found, "main": main, "calm": calm, "each": each], sinks: ["out": out]))
    let bag = OnlineInspection.findings(of: await runner.tick(.preview))
    #expect(out.writes.isEmpty)
    return bag.sorted.map { finding in
      let place = finding.span.map { "\($0.start.line):\($0.start.column)" } ?? "-"
      return "\(finding.severity.rawValue) \(finding.code.rawValue) \(place) \(finding.message)"
    }
  }

  @Test func allIsWell() async throws {
    #expect(try await findings().isEmpty)
  }

  @Test func aServerThatIsAwayIsNoFaultOfTheData() async throws {
    main.answer(.fault(PluginFault(.unreachable, place: "redis at there", message: "connection refused")))
    #expect(try await findings() == ["error GV0401 5:3 redis at there: connection refused"])
  }

  @Test func aFieldThatIsNotThere() async throws {
    main.answer(.record(["time": "\(noon)"]))
    #expect(try await findings() == ["error GV0404 7:14 in `main` `equity` is not there"])
  }

  @Test func fieldsOfTheWrongTypeOrOutOfRange() async throws {
    main.answer(.record(["equity": "11", "spare": "many", "time": "soon"]))
    #expect(
      try await findings() == [
        "error GV0405 7:14 in `main` `equity` cannot be used: `11.0` lies outside [0, 10]",
        "warning GV0405 7:54 in `main` `spare` cannot be used: `many` is not a number",
        "error GV0405 7:93 in `main` `time` cannot be used: `soon` is not a time",
      ])
  }

  @Test func valuesThatAreHeldToTheirRange() async throws {
    let held = FakeSource(.record(["heat": "65"]))
    let registry = try Registry.fakes()
    let runner = PolicyRunner(
      try registry.load(
        """
        policy: test
        sources: {calm: {type: fake, fields: {heat: {type: number, range: [0, 1], outside: clamp}}}}
        sinks: {out: {type: fake, fields: {heat: calm.heat}}}
        """), registry: registry, clock: TestClock(now: noon), standIns: StandIns(sources: ["calm": held], sinks: ["out": FakeSink()]))
    let found = OnlineInspection.findings(of: await runner.tick(.preview)).sorted
    #expect(found.map(\.message) == ["in `calm` `heat` is 65.0, outside [0, 1], and held to it"])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test func recordsOfEntities() async throws {
    each.answer(.records(["B": ["vol": "high"]]))
    #expect(
      try await findings() == [
        "warning GV0403 11:27 2 of 3 records of `each` are absent (such as that of `A`)",
        "warning GV0405 11:50 in 1 record of `each` `vol` cannot be used, as for `B`: `high` is not a number",
      ])
  }

  @Test func whatTheFallbackCoversIsAWarning() async throws {
    calm.answer(.record([:]))
    #expect(try await findings() == ["warning GV0403 10:3 the record of `calm` is absent"])
    main.answer(.record([:]))
    #expect(try await findings().first == "error GV0403 5:3 the record of `main` is absent")
  }

  @Test func staleData() async throws {
    main.answer(.record(["equity": "5", "time": "\(noon - 60)"]))
    #expect(try await findings() == ["error GV0406 5:3 the record of `main` is stale: its data is 1m old, and `stale_after` is 30s"])
  }

  @Test func noEntities() async throws {
    found.answer(.entities([]))
    #expect(try await findings() == ["warning GV0407 4:3 `found` finds no `symbol`"])
  }

  @Test func anAnswerThatCannotBeUsed() async throws {
    main.answer(.fault(PluginFault(.invalid, place: "redis at there", message: "WRONGTYPE")))
    #expect(try await findings() == ["error GV0402 5:3 the record of `main` is invalid: WRONGTYPE"])
  }
}
