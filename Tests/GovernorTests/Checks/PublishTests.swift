import Governor
import GovernorTesting
import Policy
import Testing

/// A policy of fakes whose check publishes what it finds.
struct PublishBench {
  let found = FakeSource()
  let main = FakeSource()
  let out = FakeSink()
  let told = FakeSink()
  let clock = TestClock(now: noon)
  let policy: CheckedPolicy
  let runner: PolicyRunner

  static let publish = "{type: fake, fields: {who: symbol, held: held, over: over, mode: mode, at: now}}"

  init(
    mode: String = "shadow", publish: String = Self.publish, condition: String = "held > budget", for each: Bool = true,
    metrics: String = "{}"
  ) throws {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      mode: \(mode)
      every: 10s
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {size: {type: number, unit: usd, optional: true}, tag: {type: text, optional: true}}}
        main: {type: fake, fields: {equity: {type: number, unit: usd}}}
      values:
        budget: main.equity / 10
        all: sum(found.size)
      sinks:
        out: {type: fake, fields: {symbol: symbol, budget: budget}}
      checks:
        room:
          given: {held: {type: number, unit: usd, range: [0, 1000]}}
          each_tick: {held: \(each ? "found.size" : "all")}
          violated_when: \(condition)
          report: {over: "max(0, held - budget)"}
          publish: \(publish)
      metrics: \(metrics)
      """)
    self.policy = policy
    runner = PolicyRunner(
      policy, registry: registry, clock: clock,
      standIns: StandIns(sources: ["found": found, "main": main], sinks: ["out": out], publishers: ["room": told]))
    main.answer(.record(["equity": "100"]))
    found.answer(.entities([("A", ["size": "5"]), ("B", ["size": "11"]), ("C", [:]), ("D", ["size": "12.5"])]))
  }

  /// What the check published in a tick.
  func publication() async throws -> SinkReport { try #require(await runner.tick().checks.first?.publication) }
}

@Suite(.timeLimit(.minutes(5)))
struct PublishTests {
  @Test(arguments: ["shadow", "enforce"])
  func publishesEachViolationOfATick(_ mode: String) async throws {
    let bench = try PublishBench(mode: mode)
    let publication = try await bench.publication()
    #expect(publication.written == 2 && publication.writtenRows == [1, 3] && publication.fault == nil)
    #expect(
      bench.told.writes == [
        [
          .init(entity: "B", values: ["who": "B", "held": "11.0", "over": "1.0", "mode": mode, "at": "1769594400"]),
          .init(entity: "D", values: ["who": "D", "held": "12.5", "over": "2.5", "mode": mode, "at": "1769594400"]),
        ]
      ])
    // Again in every tick, for as long as it lasts.
    _ = await bench.runner.tick()
    #expect(bench.told.writes.count == 2)
  }

  /// Nobody blocks what nobody was told of.
  @Test func whatIsNotPublishedIsNotBlocked() async throws {
    let bench = try PublishBench(mode: "enforce", metrics: "{blocked_total: {count: check.room.blocked}}")
    var ledger = MetricsLedger(bench.policy)
    func blocked() -> Double? { ledger.samples.first { $0.metric == "blocked_total" }?.value }
    bench.told.fail(PluginFault(.invalid, place: "told", message: "is full"))
    ledger.take(await bench.runner.tick())
    #expect(blocked() == 0)
    ledger.take(await bench.runner.tick(.preview))
    #expect(blocked() == 0)
    bench.told.fail(nil)
    ledger.take(await bench.runner.tick())
    #expect(blocked() == 2)
  }

  @Test func aValueThatTheCheckMayNotTakeIsReported() async throws {
    let bench = try PublishBench()
    bench.found.answer(.entities([("A", ["size": "5"]), ("B", ["size": "-11"]), ("C", [:]), ("D", ["size": "2000"])]))
    let check = try #require(await bench.runner.tick().checks.first)
    #expect(check.verdicts == [.allowed, .undecided, .undecided, .undecided])
    let outside = try #require(check.outside.first)
    #expect(check.outside.count == 1 && outside.given == "held" && outside.count == 2 && outside.row == 1 && outside.value == -11)
  }

  @Test func whereNothingIsViolatedNobodyIsTold() async throws {
    let bench = try PublishBench()
    bench.found.answer(.entities([("A", ["size": "5"])]))
    let publication = try await bench.publication()
    #expect(publication.isActive && publication.written == 0 && publication.failed == 0)
    #expect(bench.told.writes.isEmpty)
  }

  @Test func publishesOnlyInItsModes() async throws {
    let publish = PublishBench.publish.replacing("type: fake", with: "type: fake, modes: [enforce]")
    let quiet = try PublishBench(publish: publish)
    #expect(try await !quiet.publication().isActive)
    #expect(quiet.told.writes.isEmpty)
    let loud = try PublishBench(mode: "enforce", publish: publish)
    #expect(try await loud.publication().written == 2)
  }

  @Test func aFailureIsItsOwnAndNotThatOfTheSinks() async throws {
    let bench = try PublishBench(mode: "enforce")
    bench.told.fail(PluginFault(.unreachable, place: "there", message: "gone"))
    let report = await bench.runner.tick()
    #expect(report.unpublished == 2 && report.failed == 0 && report.written == 4)
    #expect(report.publications.first?.fault?.message == "gone")
    #expect(report.checks.first?.count(.violated) == 2)
  }

  @Test func whatIsMissingInARowKeepsItBack() async throws {
    let bench = try PublishBench(publish: "{type: fake, fields: {who: symbol, tag: found.tag}}")
    bench.found.answer(.entities([("A", [:]), ("B", ["size": "11", "tag": "x"]), ("D", ["size": "12"])]))
    let publication = try await bench.publication()
    // Of A nothing is missing, for it has nothing to publish.
    #expect(publication.written == 1 && publication.missing == 1 && publication.withheldRows == [2])
    #expect(bench.told.writes.first?.map(\.entity) == ["B"])
    #expect(publication.lost == 1)
  }

  @Test func aViolationThatLacksAValueIsLost() async throws {
    let bench = try PublishBench(mode: "enforce", publish: "{type: fake, fields: {who: symbol, tag: found.tag}}")
    bench.found.answer(.entities([("B", ["size": "11", "tag": "x"]), ("D", ["size": "12"])]))
    let report = await bench.runner.tick()
    #expect(report.unpublished == 1)
    var tally = TickTally(bench.policy)
    tally.take(report)
    #expect(tally.checks.first?.published == 1 && tally.checks.first?.unpublished == 1)
    let lost = try #require(report.derivation(of: "D"))
    #expect(lost.text.contains("\ncheck room: violated, not published (a value is missing, or it failed)  (test.yaml:"), "\(lost.text)")
    #expect(lost.json.contains(#""active":true,"lost":true"#))
    #expect(report.derivation(of: "B")?.text.contains("violated and blocked, published") == true)
  }

  @Test func faultsOfItsFormulasAreCounted() async throws {
    let bench = try PublishBench(publish: "{type: fake, fields: {x: 1 / (held - 12.5)}}", condition: "held / (held - 11) > 1")
    let report = await bench.runner.tick()
    let check = try #require(report.checks.first)
    #expect(check.verdicts == [.allowed, .undecided, .undecided, .violated])
    // C has no size at all, which is no fault of a formula.
    #expect(check.faults == 2 && check.undecidable == 1)
    var tally = TickTally(bench.policy)
    tally.take(report)
    #expect(tally.checks.first?.faults == 2)
  }

  @Test func aCheckOfTheTickPublishesOneRow() async throws {
    let publish = "{type: fake, fields: {held: held, budget: budget}}"
    let bench = try PublishBench(publish: publish, for: false)
    #expect(try await bench.publication().written == 1)
    #expect(bench.told.writes == [[.init(entity: nil, values: ["held": "28.5", "budget": "10.0"])]])
  }

  @Test func namingAnEntityMakesARowForEach() async throws {
    let bench = try PublishBench(for: false)
    let report = await bench.runner.tick()
    #expect(report.checks.first?.verdicts == [.violated, .violated, .violated, .violated])
    #expect(bench.told.writes.first?.map(\.entity) == ["A", "B", "C", "D"])
  }

  @Test func aPreviewPublishesNothing() async throws {
    let bench = try PublishBench()
    let report = await bench.runner.tick(.preview)
    #expect(report.publications.first?.preview.count == 2)
    #expect(bench.told.writes.isEmpty && bench.told.previews == 1)
    _ = await bench.runner.tick(.discard)
    #expect(bench.told.writes.isEmpty && bench.told.previews == 1)
  }

  @Test func itIsClosedWithThePolicy() async throws {
    let bench = try PublishBench()
    await bench.runner.close()
    #expect(bench.told.closed == 1)
  }
}

@Suite(.timeLimit(.minutes(5)))
struct DerivedCheckTests {
  @Test func aDerivationTellsWhatChecksSaid() async throws {
    let bench = try PublishBench(mode: "enforce")
    let report = await bench.runner.tick()
    let over = try #require(report.derivation(of: "B"))
    #expect(over.text.contains("\ncheck room: violated and blocked, published  (test.yaml:"), "\(over.text)")
    #expect(over.text.contains("\n  over = 1.0 usd\n"))
    #expect(over.json.contains(#""verdict":"violated","enforced":true,"report":{"over":{"state":"present","type":"number","value":1.0,"#))
    let unknown = try #require(report.derivation(of: "C"))
    #expect(unknown.text.contains("\ncheck room: undecided  (") && unknown.text.contains("\n  over = missing\n"))
    #expect(report.derivation(of: "B", outputs: ["budget"])?.checks.isEmpty == true)
  }
}
