import Governor
import GovernorTesting
import Policy
import Testing

/// A policy in which a key follows a field of another source: one for the tick, and one for each entity.
private struct Bench {
  static func text(
    zone: String = "{type: text}", state: String = "fallback: [withhold]", load: String = "fallback: [missing]",
    cluster: String = "fallback: [missing]"
  ) -> String {
    """
    policy: test
    every: 10s
    for_each: {symbol: found}
    sources:
      cluster:
        type: fake
        timeout: 20s
        key: cluster:{found.cluster}
        fields: {stress: {type: number}}
        \(cluster)
      load:
        type: fake
        timeout: 20s
        key: zone:{state.zone}
        fields: {percent: {type: number}}
        \(load)
      state:
        type: fake
        timeout: 20s
        fields:
          zone: \(zone)
          at: {type: time}
        as_of: at
        stale_after: 30s
        \(state)
      other:
        type: fake
        timeout: 20s
        fields: {heat: {type: number}}
      found:
        type: fake
        finds_entities: true
        fields: {cluster: {type: text, optional: true}}
        fallback: [last_known_good: 1m, withhold]
    sinks:
      each: {type: fake, fields: {symbol: symbol, stress: cluster.stress}}
      all: {type: fake, fields: {percent: load.percent}}
      apart: {type: fake, fields: {heat: other.heat}}
    """
  }

  let clock = TestClock(now: noon)
  let found = FakeSource(.entities([("A", ["cluster": "one"]), ("B", ["cluster": "two"]), ("C", ["cluster": "one"])]))
  let state = FakeSource(.record(["zone": "eu", "at": "\(Int(noon))"]))
  let other = FakeSource(.record(["heat": "0.5"]))
  let load = FakeSource(.keys(["zone:eu": ["percent": "70"], "zone:us": ["percent": "20"]]))
  let cluster = FakeSource(.keys(["cluster:one": ["stress": "1"], "cluster:two": ["stress": "2"]]))
  let each = FakeSink()
  let all = FakeSink()
  let apart = FakeSink()
  let runner: PolicyRunner

  init(_ text: String = Self.text()) throws {
    let registry = try Registry.fakes()
    runner = PolicyRunner(
      try registry.load(text), registry: registry, clock: clock,
      standIns: StandIns(
        sources: ["found": found, "state": state, "other": other, "load": load, "cluster": cluster],
        sinks: ["each": each, "all": all, "apart": apart]))
  }

  /// One tick, and what it knows of a source.
  func tick(_ source: String) async throws -> SourceSnapshot {
    let report = await runner.tick()
    return try #require(report.snapshot.sources.first { $0.name == source })
  }
}

private let gone = FakeSource.Answer.fault(PluginFault(.unreachable, place: "there", message: "gone"))

extension FakeSource {
  /// The keys of the last request.
  fileprivate var keys: [String?]? {
    requests.last?.keys.first.map { column in column.states.indices.map { column.shown($0) } }
  }
}

@Suite(.timeLimit(.minutes(5)))
struct DependentKeyTests {
  @Test func eachSourceComesBehindThoseItNeeds() throws {
    let policy = try Registry.fakes().load(Bench.text())
    #expect(policy.sources.map(\.name) == ["found", "cluster", "state", "load", "other"])
    #expect(policy.sources.map(\.needs) == [[], ["found"], [], ["state"], []])
    #expect(policy.sources.map(\.cadence) == [.perEntity, .perEntity, .perTick, .perTick, .perTick])
    // Nothing but keys reads these two.
    #expect(policy.sources[0].wantedFields == [0])
    #expect(policy.sources[2].wantedFields == [0, 1])
  }

  @Test func theKeyHoldsWhatWasReadInTheSameTick() async throws {
    let bench = try Bench()
    let report = await bench.runner.tick()
    #expect(bench.load.keys == ["zone:eu"])
    #expect(bench.cluster.keys == ["cluster:one", "cluster:two", "cluster:one"])
    #expect(bench.all.writes.first?.map(\.values) == [["percent": "70.0"]])
    #expect(bench.each.writes.first?.map(\.values) == [("A", "1.0"), ("B", "2.0"), ("C", "1.0")].map { ["symbol": $0, "stress": $1] })
    #expect([bench.found, bench.state, bench.other, bench.load, bench.cluster].map(\.requests.count) == [1, 1, 1, 1, 1])
    #expect(report.snapshot.sources[3].keys.map { $0.shown() } == ["zone:eu"])
    bench.state.answer(.record(["zone": "us", "at": "\(Int(noon))"]))
    _ = await bench.runner.tick()
    #expect(bench.all.writes.last?.map(\.values) == [["percent": "20.0"]])
  }

  @Test func aReadWaitsForWhatItNeedsAndForNothingElse() async throws {
    let bench = try Bench()
    bench.other.hold()
    bench.state.hold()
    let runner = bench.runner
    let tick = Task { await runner.tick() }
    // The clusters need the entities alone.
    try await until { bench.cluster.finished == 1 && bench.state.requests.count == 1 && bench.other.requests.count == 1 }
    #expect(bench.load.requests.isEmpty)
    bench.state.release()
    try await until { bench.load.finished == 1 }
    #expect(bench.other.finished == 0)
    bench.other.release()
    #expect(await tick.value.written == 5)
  }

  @Test func aRowWithoutTheFieldHasNoRecord() async throws {
    let bench = try Bench()
    bench.found.answer(.entities([("A", [:]), ("B", ["cluster": "two"])]))
    let cluster = try await bench.tick("cluster")
    #expect(bench.cluster.keys == [nil, "cluster:two"])
    #expect(cluster.states == [.absent, .fresh])
    #expect(cluster.outcomes == [.missing, .fresh])
    #expect(cluster.fault?.message == "`A`: there is no key to read: `found.cluster` is missing")
    #expect(bench.each.writes.first?.map(\.entity) == ["B"])
    // Without any key nobody is asked.
    bench.found.answer(.entities([("A", [:])]))
    #expect(try await bench.tick("cluster").states == [.absent])
    #expect(bench.cluster.requests.count == 1)
  }

  @Test func whatIsWithheldWithholdsWhatNeedsIt() async throws {
    let bench = try Bench(Bench.text(load: "fallback: [default: {percent: 5}]"))
    bench.state.answer(gone)
    let load = try await bench.tick("load")
    #expect(load.states == [.absent])
    #expect(load.outcomes == [.withheld])
    #expect(load.columns[0].states == [.withheld])
    #expect(load.fault?.message == "there is no key to read: `state.zone` is withheld")
    #expect(bench.load.requests.isEmpty)
    #expect(bench.all.writes.isEmpty)
  }

  @Test func theKeyHoldsWhatStandsForTheRecord() async throws {
    let bench = try Bench(Bench.text(state: "fallback: [last_known_good: 1m, default: {zone: us}]"))
    #expect(try await bench.tick("load").keys.first?.shown() == "zone:eu")
    bench.state.answer(gone)
    #expect(try await bench.tick("load").keys.first?.shown() == "zone:eu")
    bench.clock.advance(by: 60)
    let load = try await bench.tick("load")
    #expect(load.keys.first?.shown() == "zone:us")
    #expect(load.columns[0].shown() == "20.0")
    #expect(load.states == [.fresh])
  }

  @Test(
    "values as they stand in keys",
    arguments: [
      ("text", "eu", "zone:eu"), ("text", "a:b {x} *", "zone:a:b {x} *"), ("text", "日本", "zone:日本"), ("number", "3", "zone:3"),
      ("number", "3.0", "zone:3"), ("number", "-0", "zone:0"), ("number", "0.1", "zone:0.1"), ("number", "-2.50", "zone:-2.5"),
      ("number", "9007199254740992", "zone:9007199254740992"), ("boolean", "1", "zone:true"), ("boolean", "false", "zone:false"),
      ("text", String(repeating: "x", count: 1019), "zone:" + String(repeating: "x", count: 1019)),
    ])
  func keyTexts(_ type: String, _ value: String, _ key: String) async throws {
    let bench = try Bench(Bench.text(zone: "{type: \(type)}"))
    bench.state.answer(.record(["zone": value, "at": "\(Int(noon))"]))
    _ = await bench.runner.tick()
    #expect(bench.load.keys == [key])
  }

  @Test(
    "values that make no key",
    arguments: [
      ("text", "", "is empty"), ("text", "a\r\nb", "holds characters that are not printable"),
      ("text", "\u{0}", "holds characters that are not printable"), ("text", "a\u{202E}b", "holds characters that are not printable"),
      ("text", "é\u{85}", "holds characters that are not printable"), ("text", String(repeating: "x", count: 1020), "1025 bytes"),
      ("number", "9007199254740994", "so large that a number does not hold each digit"), ("number", "1e300", "so large"),
    ])
  func noKeys(_ type: String, _ value: String, _ reason: String) async throws {
    let bench = try Bench(Bench.text(zone: "{type: \(type)}"))
    bench.state.answer(.record(["zone": value, "at": "\(Int(noon))"]))
    let load = try await bench.tick("load")
    #expect(load.states == [.invalid])
    #expect(load.outcomes == [.missing])
    #expect(load.fault?.message.contains(reason) == true)
    #expect(bench.load.requests.isEmpty)
  }

  @Test func bytesThatAreNoTextMakeNoKey() async throws {
    let bench = try Bench()
    let fields = try Registry.fakes().load(Bench.text()).sources[2].fields
    var builder = RecordBatchBuilder(fields: fields, rows: 1)
    let bytes: [UInt8] = [0x65, 0xFF]
    builder.set(bytes.span, field: 0, row: 0)
    builder.set(noon, field: 1, row: 0)
    bench.state.answer(.reading(Reading(records: builder.finish())))
    #expect(try await bench.tick("load").states == [.invalid])
    #expect(bench.load.requests.isEmpty)
  }

  @Test func theUnusableOfManyIsNamed() async throws {
    let bench = try Bench()
    bench.found.answer(.entities([("A", [:]), ("B", ["cluster": "\n"]), ("C", ["cluster": "one"])]))
    let cluster = try await bench.tick("cluster")
    #expect(cluster.states == [.absent, .invalid, .fresh])
    #expect(cluster.fault?.message == "`B`: there is no key to read: `found.cluster` holds characters that are not printable")
  }

  @Test func lastKnownGoodBelongsToTheKey() async throws {
    let bench = try Bench(Bench.text(load: "fallback: [last_known_good: 5m, missing]"))
    #expect(try await bench.tick("load").columns[0].shown() == "70.0")
    bench.load.answer(gone)
    bench.clock.advance(by: 10)
    let still = try await bench.tick("load")
    #expect(still.outcomes == [.lastKnownGood])
    #expect(still.ages == [10])
    // Another zone's record never stands in.
    bench.state.answer(.record(["zone": "us", "at": "\(Int(noon))"]))
    #expect(try await bench.tick("load").outcomes == [.missing])
    bench.state.answer(.record(["zone": "eu", "at": "\(Int(noon))"]))
    #expect(try await bench.tick("load").columns[0].shown() == "70.0")
    // Nor does any without a key.
    bench.state.answer(.record(["zone": "", "at": "\(Int(noon))"]))
    #expect(try await bench.tick("load").outcomes == [.missing])
  }

  @Test func lastKnownGoodOfAnEntityThatMoved() async throws {
    let bench = try Bench(Bench.text(cluster: "fallback: [last_known_good: 5m, missing]"))
    bench.found.answer(.entities([("A", ["cluster": "one"])]))
    #expect(try await bench.tick("cluster").columns[0].shown() == "1.0")
    bench.cluster.answer(gone)
    bench.found.answer(.entities([("A", ["cluster": "two"]), ("B", ["cluster": "one"])]))
    let cluster = try await bench.tick("cluster")
    #expect(cluster.outcomes == [.missing, .lastKnownGood])
    #expect(cluster.columns[0].shown(1) == "1.0")
  }

  @Test(
    "a field that grew too old while others were read",
    arguments: [
      ("[default: {zone: us}]", Outcome.missing, "zone:us" as String?), ("[withhold]", .withheld, nil), ("[missing]", .missing, nil),
    ])
  func aChangedKey(_ fallback: String, _ outcome: Outcome, _ key: String?) async throws {
    let bench = try Bench(Bench.text(state: "fallback: \(fallback)"))
    bench.load.hold()
    let runner = bench.runner
    let tick = Task { await runner.tick() }
    try await until { bench.load.requests.count == 1 }
    #expect(bench.load.keys == ["zone:eu"])
    bench.clock.advance(by: 30)
    bench.load.release()
    let report = await tick.value
    #expect(report.snapshot.sources[2].states == [.stale])
    let load = report.snapshot.sources[3]
    #expect(load.states == [.absent])
    #expect(load.outcomes == [outcome])
    #expect(load.columns[0].shown() == nil)
    #expect(load.keys.first?.shown() == key)
    #expect(load.fault != nil)
    #expect(report.snapshot.now == noon + 30)
  }

  @Test func withoutEntitiesThereAreNoKeys() async throws {
    let bench = try Bench()
    bench.found.answer(gone)
    let report = await bench.runner.tick()
    #expect(!report.knowsEntities)
    #expect(report.snapshot.sources[1].states.isEmpty)
    #expect(bench.all.writes.count == 1)
  }

  @Test func aFaultOfARecordNamesItsEntity() async throws {
    let bench = try Bench()
    bench.cluster.answer(.keys(["cluster:one": ["stress": "1"], "cluster:two": ["stress": "many"]]))
    #expect(try await bench.tick("cluster").fault?.message == "`B`, key `cluster:two`: field `stress`: `many` is not a number")
  }
}
