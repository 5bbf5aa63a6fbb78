import Foundation
import Governor
import GovernorTesting
import Policy
import Testing

/// What a comparison says where a side writes nothing: it must not pass for one without differences.
@Suite struct ComparisonOfNothingTests {
  private static func policy(_ name: String, sink: String = "", factor: String = "2", path: String? = nil) throws -> CheckedPolicy {
    try Registry.fakes().load(
      """
      policy: \(name)
      every: 10s
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true}
        data: {type: fake, key: "x:{symbol}", fields: {x: {type: number}, t: {type: text}}, fallback: [withhold]}
        load: {type: fake, key: "load:{data.t}", fields: {l: {type: number}}, fallback: [default: {l: 1}]}
      sinks:
        out: {type: fake, fields: {y: data.x * \(factor) * load.l}\(sink)}
      """, path: path ?? "\(name).yaml")
  }

  private let found = FakeSource(.entities([("A", [:]), ("B", [:])]))
  private let data = FakeSource(.records(["A": ["x": "10", "t": "a"], "B": ["x": "20", "t": "a"]]))
  private let load = FakeSource(.records(["A": ["l": "1"], "B": ["l": "1"]]))
  private var standIns: StandIns { StandIns(sources: ["found": found, "data": data, "load": load]) }

  private func compare(_ base: CheckedPolicy, _ other: CheckedPolicy) async throws -> PolicyComparison {
    PolicyComparison(
      await PolicyTrial.run(base, other, registry: try .fakes(), clock: TestClock(now: noon), standIns: standIns))
  }

  private func report(_ policy: CheckedPolicy) async throws -> TickReport {
    await PolicyRunner(policy, registry: try .fakes(), clock: TestClock(now: noon), standIns: standIns).tick(.discard, keepsRaw: true)
  }

  @Test func aSinkThatIsInactiveWritesNothing() async throws {
    let (all, enforcing) = (try Self.policy("all"), try Self.policy("enforcing", sink: ", modes: [enforce]"))
    let comparison = try await compare(all, enforcing)
    #expect(comparison.onlyWas.count == 2 && comparison.comparedRows == 0)
    #expect(comparison.onlyWas.first?.reason.contains("`enforcing` is inactive: it writes in mode enforce alone") ?? false)
    #expect(comparison.notes == ["sink out: modes was enforce, shadow, would be enforce"])
    #expect(try await compare(enforcing, all).onlyWouldBe.count == 2)
    let neither = try await compare(enforcing, enforcing)
    #expect(!neither.hasCompared && neither.summary.hasPrefix("nothing to compare: 0 rows: the sink `out`"))
    let stored = PolicyComparison(try await report(enforcing), stored: [])
    #expect(!stored.hasCompared && stored.left.first?.reason.contains("inactive") ?? false)
  }

  @Test func whereBothSidesWithholdEveryRowNothingIsCompared() async throws {
    data.answer(.fault(PluginFault(.unreachable, place: "x", message: "away")))
    let comparison = try await compare(try Self.policy("old"), try Self.policy("new"))
    #expect(!comparison.hasCompared && comparison.neither.count == 2)
    #expect(
      comparison.summary == "nothing to compare: 0 rows: the source `data` of `old` is unreachable and withholds; the source `data` of "
        + "`new` is unreachable and withholds")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(comparison.json().utf8)) as? [String: Any])
    #expect(object["differs"] is NSNull && object["compared_rows"] as? Int == 0)
    found.answer(.entities([]))
    #expect(try await compare(try Self.policy("old"), try Self.policy("new")).summary.hasSuffix("there is no `symbol` now"))
  }

  @Test func whatIsDeletedIsSaidToBe() async throws {
    data.answer(.records(["A": ["x": "10", "t": "a"]]))
    let deleting = try Self.policy("new", sink: ", when_withheld: delete")
    let rows = StoredRows(texts: [["20"], ["40"]])
    let comparison = PolicyComparison(try await report(deleting), stored: [.init(sink: "out", rows: rows)])
    #expect(comparison.onlyWas.map(\.isDeleted) == [true])
    #expect(comparison.onlyWas.first?.reason == "the source `data` of `new` is absent and withholds; its key is deleted")
    #expect(comparison.summary.hasSuffix("1 would not be written, 1 of them deleted"))
    let derivation = try #require(try await report(deleting).derivation(of: "B"))
    #expect(derivation.sinks.first?.isDeleted ?? false)
    #expect(derivation.text.contains("and the key is deleted (`when_withheld: delete`)"))
    let kept = try #require(try await report(try Self.policy("new")).derivation(of: "B"))
    #expect(!kept.text.contains("deleted"))
  }

  @Test func anInactiveSinkIsExplainedAsOne() async throws {
    let derivation = try #require(
      try await report(try Self.policy("new", sink: ", modes: [enforce]")).derivation(of: "A"))
    #expect(derivation.sinks.map(\.verdict) == [.inactive] && derivation.sinks.map(\.modes) == [[.enforce]])
    #expect(derivation.text.contains("inactive, nothing is written") && !derivation.text.contains("a row is written"))
  }

  @Test func somethingElseUnderAKeyIsNotAGap() async throws {
    let rows = StoredRows(texts: [[nil], [nil]], fault: "key `a`: WRONGTYPE", obstacles: [0: "key `a`: WRONGTYPE"])
    let comparison = PolicyComparison(try await report(try Self.policy("new")), stored: [.init(sink: "out", rows: rows)])
    #expect(comparison.onlyWouldBe.map(\.entity) == ["B"])
    #expect(comparison.obstructed.map(\.reason) == ["key `a`: WRONGTYPE"])
    #expect(comparison.summary == "no row would change, 1 would be new, 1 cannot be told: something else is there")
    #expect(comparison.json().contains("\"obstructed\""))
  }

  @Test func twoFilesOfOnePolicyAreToldApartAndWhatFollowsAFieldIsReadOnce() async throws {
    let comparison = try await compare(
      try Self.policy("p", path: "one.yaml"), try Self.policy("p", factor: "3", path: "two.yaml"))
    #expect(comparison.was == "one.yaml" && comparison.wouldBe == "two.yaml")
    #expect(comparison.shared == ["found", "data", "load"] && comparison.separate.isEmpty)
    #expect(load.requests.count == 1)
  }

  @Test func equalMovesFallIntoOneStep() async throws {
    data.answer(.records(["A": ["x": "3", "t": "a"], "B": ["x": "7", "t": "a"]]))
    let comparison = try await compare(try Self.policy("old", factor: "0.1"), try Self.policy("new", factor: "0.15"))
    let output = try #require(comparison.outputs.first)
    #expect(output.changes.count == 2)
    #expect(DifferenceHistogram(output).steps.map(\.count) == [2])
  }
}
