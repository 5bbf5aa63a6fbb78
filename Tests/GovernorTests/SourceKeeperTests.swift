import Policy
import Testing

@testable import Governor

/// A keeper under a clock of the test's own.
private struct Bench {
  let source: SourceDeclaration
  var keeper: SourceKeeper

  init(_ body: String, perEntity: Bool = false) throws {
    source = try declaration(body, perEntity: perEntity)
    keeper = SourceKeeper(source)
  }

  mutating func settle(_ rows: [[String: String]], at seconds: Double, entities: [String]? = nil) -> SourceSnapshot {
    settle(.success(Reading(records: records(source.fields, rows))), at: seconds, entities: entities)
  }

  mutating func settle(_ result: Result<Reading, PluginFault>, at seconds: Double, entities: [String]? = nil) -> SourceSnapshot {
    let attempt = SourceKeeper.Attempt(result: result, time: noon + seconds, seconds: 0.25)
    return keeper.settle(attempt, entities: entities.map { EntityTable($0) }, now: noon + seconds)
  }
}

private let gone = Result<Reading, PluginFault>.failure(PluginFault(.unreachable, place: "there", message: "gone"))

@Suite struct SourceKeeperTests {
  private static let portfolio = """
    fields:
      equity: {type: number, range: "(0, 1e12]"}
      timestamp: {type: time}
    as_of: timestamp
    stale_after: 30s
    fallback: [last_known_good: 15m, withhold]
    """

  private static func record(_ equity: String, at seconds: Double) -> [[String: String]] {
    [["equity": equity, "timestamp": NumberFormat.text(noon + seconds)]]
  }

  @Test func lastKnownGoodLastsFifteenMinutesOfTheDatasAge() throws {
    var bench = try Bench(Self.portfolio)
    // The data is 20 s old when it is read: the 15 minutes count from when it was true.
    #expect(bench.settle(Self.record("100", at: -20), at: 0).outcomes == [.fresh])
    for seconds in [10.0, 29, 30, 600, 879.999] {
      let snapshot = bench.settle(Self.record("100", at: -20), at: seconds)
      #expect(snapshot.states == [.stale])
      #expect(snapshot.outcomes == [.lastKnownGood])
      #expect(snapshot.columns[0].shown() == "100.0")
      #expect(snapshot.tooOld == 0)
      #expect(abs(snapshot.ages[0] - (seconds + 20)) < 1e-6)
    }
    for seconds in [880.0, 881, 100_000] {
      let snapshot = bench.settle(Self.record("100", at: -20), at: seconds)
      #expect(snapshot.outcomes == [.withheld])
      #expect(snapshot.tooOld == 1)
      #expect(snapshot.columns[0].states == [.withheld])
      #expect(snapshot.ages[0].isNaN)
    }
    #expect(bench.settle(Self.record("7", at: 100_001), at: 100_001).columns[0].shown() == "7.0")
  }

  @Test func everyCauseUsesLastKnownGood() throws {
    let causes: [(RecordState, Result<Reading, PluginFault>?, [[String: String]])] = [
      (.stale, nil, Self.record("5", at: -3600)), (.stale, nil, Self.record("5", at: 3600)), (.absent, nil, [[:]]),
      (.invalid, nil, Self.record("nan", at: 10)), (.invalid, nil, Self.record("0", at: 10)), (.invalid, nil, [["equity": "5"]]),
      (.unreachable, gone, []), (.invalid, .failure(PluginFault(.invalid, place: "there", message: "html")), []),
    ]
    for (state, result, rows) in causes {
      var bench = try Bench(Self.portfolio)
      #expect(bench.settle(Self.record("100", at: 0), at: 0).outcomes == [.fresh])
      let snapshot = result.map { bench.settle($0, at: 10) } ?? bench.settle(rows, at: 10)
      #expect(snapshot.states == [state])
      #expect(snapshot.outcomes == [.lastKnownGood])
      #expect(snapshot.columns[0].shown() == "100.0")
      // What is not fresh is never remembered: 15 minutes later the first record is too old.
      #expect(bench.settle(gone, at: 900).outcomes == [.withheld])
    }
  }

  @Test func afterARestartThereIsNothingKnownAndNothingTooOld() throws {
    var bench = try Bench(Self.portfolio)
    for rows in [Self.record("100", at: -40), Self.record("100", at: -10_000), [[:]]] {
      let snapshot = bench.settle(rows, at: 0)
      #expect(snapshot.outcomes == [.withheld])
      #expect(snapshot.tooOld == 0)
    }
  }

  @Test func aStaleRecordIsNotUsedThoughItIsNewerThanTheLastKnownGood() throws {
    var bench = try Bench(Self.portfolio)
    _ = bench.settle(Self.record("100", at: 0), at: 0)
    // True at 60 s, seen at 120 s: newer than what is remembered, and never fresh.
    let snapshot = bench.settle(Self.record("200", at: 60), at: 120)
    #expect(snapshot.outcomes == [.lastKnownGood])
    #expect(snapshot.columns[0].shown() == "100.0")
  }

  @Test func aClockThatWasSetBackDoesNotProlongLastKnownGood() throws {
    var bench = try Bench(Self.portfolio)
    #expect(bench.settle(Self.record("100", at: 3600), at: 3600).outcomes == [.fresh])
    // The clock was an hour ahead; by the right one the remembered record lies in the future.
    for seconds in [0.0, 1000, 3594] {
      let snapshot = bench.settle(gone, at: seconds)
      #expect(snapshot.outcomes == [.withheld])
      #expect(snapshot.tooOld == 0)
    }
    #expect(bench.settle(gone, at: 3595).outcomes == [.lastKnownGood])
  }

  @Test func withoutAsOfTheTimeOfTheReadCounts() throws {
    var bench = try Bench("fields:\n  a: {type: number}\nfallback: [last_known_good: 1m, missing]")
    #expect(bench.settle([["a": "1"]], at: 0).ages == [0])
    #expect(bench.settle(gone, at: 59.9).outcomes == [.lastKnownGood])
    let snapshot = bench.settle(gone, at: 60)
    #expect(snapshot.outcomes == [.missing])
    #expect(snapshot.tooOld == 1)
    #expect(snapshot.fault?.message == "gone")
  }

  @Test func eachRowFallsBackByItself() throws {
    var bench = try Bench(
      """
      fields:
        a: {type: number}
        t: {type: text, optional: true}
      fallback:
        absent: [last_known_good: 1m, default: {a: 9}]
        invalid: [missing]
      """, perEntity: true)
    _ = bench.settle([["a": "1", "t": "one"], ["a": "2"]], at: 0, entities: ["x", "y"])
    let snapshot = bench.settle([["a": "3"], [:], ["a": "no"], [:], [:]], at: 10, entities: ["new", "y", "bad", "x", "never"])
    #expect(snapshot.states == [.fresh, .absent, .invalid, .absent, .absent])
    #expect(snapshot.outcomes == [.fresh, .lastKnownGood, .missing, .lastKnownGood, .values])
    #expect((0..<5).map { snapshot.columns[0].shown($0) } == ["3.0", "2.0", nil, "1.0", "9.0"])
    #expect((0..<5).map { snapshot.columns[1].shown($0) } == [nil, nil, nil, "one", nil])
    let none = bench.settle(gone, at: 20, entities: ["x"])
    #expect(none.outcomes == [.withheld])
    #expect(none.columns[1].states == [.withheld])
    #expect(bench.settle([], at: 30, entities: []).states.isEmpty)
  }

  @Test func defaultsOfEveryKind() throws {
    var bench = try Bench(
      """
      fields:
        n: {type: number}
        t: {type: text}
        b: {type: boolean}
        w: {type: time}
        left: {type: number}
      fallback: [default: {n: 1.5, t: calm, b: true, w: 1000}]
      """)
    let snapshot = bench.settle(gone, at: 0)
    #expect(snapshot.outcomes == [.values])
    #expect(snapshot.columns.map { $0.shown() } == ["1.5", "calm", "1.0", "1000.0", nil])
    #expect(snapshot.ages[0].isNaN)
  }

  /// A plugin of a third party may give anything.
  @Test func answersThatDoNotFitAreInvalid() throws {
    var bench = try Bench(Self.portfolio)
    let one = try fields("equity: {type: number}")
    let texts = try fields("equity: {type: text}", "timestamp: {type: time}")
    let loose = try fields("equity: {type: number}", "timestamp: {type: time, optional: true}")
    let good = bench.source.fields
    let batches: [(RecordBatch, String)] = [
      (records(good, []), "gave 0 records where 1 were asked for"),
      (records(good, [[:], [:]]), "gave 2 records where 1 were asked for"),
      (records(one, [["equity": "1"]]), "gave 1 columns where 2 were asked for"),
      (records(texts, [["equity": "1"]]), "gave texts for `equity`, which is a number"),
    ]
    for (batch, message) in batches {
      let snapshot = bench.settle(.success(Reading(records: batch)), at: 0)
      #expect(snapshot.states == [.invalid])
      #expect(snapshot.outcomes == [.withheld])
      #expect(snapshot.fault?.message == message)
      #expect(snapshot.columns.map(\.count) == [1, 1])
    }
    // A record that is there and does not say how old it is.
    let ageless = bench.settle(.success(Reading(records: records(loose, [["equity": "1"]]))), at: 0)
    #expect(ageless.states == [.invalid])
  }

  @Test func countsComeThrough() throws {
    var bench = try Bench("fields:\n  a: {type: number, optional: true}\n  b: {type: number}")
    let batch = records(bench.source.fields, [["a": "x", "b": "1"]])
    let snapshot = bench.settle(.success(Reading(records: batch, skippedKeys: 3)), at: 0)
    #expect(snapshot.states == [.fresh])
    #expect(snapshot.unusableFields == 1)
    #expect(snapshot.skippedKeys == 3)
    #expect(snapshot.readSeconds == 0.25)
    #expect(snapshot.fault?.message == "field `a`: `x` is not a number")
    #expect(snapshot.count(RecordState.fresh) == 1)
  }
}
