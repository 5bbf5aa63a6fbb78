import Diagnostics
import Foundation
import Governor
import GovernorTesting
import Policy
import Testing

/// What one policy would change of another, and of what is stored.
@Suite struct ComparisonTests {
  private static func policy(
    _ name: String, factor: String = "2", extra: String = "", source: String = "", sink: String = "out"
  ) throws -> CheckedPolicy {
    try Registry.fakes().load(
      """
      policy: \(name)
      every: 10s
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true}
        data: {type: fake, key: "x:{symbol}", fields: {x: {type: number, unit: usd}}, fallback: [withhold]\(source)}
      sinks:
        \(sink): {type: fake, fields: {y: data.x * \(factor), who: symbol, at: now\(extra)}}
      """, path: "\(name).yaml")
  }

  private let found = FakeSource(.entities([("A", [:]), ("B", [:]), ("C", [:])]))
  private let data = FakeSource(.records(["A": ["x": "10"], "B": ["x": "20"]]))
  private var standIns: StandIns { StandIns(sources: ["found": found, "data": data]) }

  private func trial(_ base: CheckedPolicy, _ other: CheckedPolicy) async throws -> PolicyTrial {
    await PolicyTrial.run(base, other, registry: try .fakes(), clock: TestClock(now: noon), standIns: standIns)
  }

  @Test func theLargestDifferenceComesFirstAndEachSourceIsReadOnce() async throws {
    let trial = try await trial(try Self.policy("old"), try Self.policy("new", factor: "3"))
    #expect(trial.shared == ["found", "data"])
    #expect(found.requests.count == 1 && data.requests.count == 1)
    let comparison = PolicyComparison(trial)
    let output = try #require(comparison.outputs.first { $0.name == "y" })
    #expect(output.changes.map(\.entity) == ["B", "A"])
    #expect(output.changes.map(\.difference) == [20, 10])
    #expect(output.changes.map(\.percent) == [50, 50])
    #expect(comparison.outputs.first { $0.name == "at" }?.unchanged == 2)
    #expect(comparison.onlyWas.isEmpty && comparison.onlyWouldBe.isEmpty && comparison.hasDifferences)
    #expect(comparison.summary == "2 rows would change in 1 of 3 outputs")
  }

  @Test func whatChecksSayIsCompared() async throws {
    func policy(_ name: String, every: String = "10s", checks: String) throws -> CheckedPolicy {
      try Registry.fakes().load(
        """
        policy: \(name)
        every: \(every)
        for_each: {symbol: found}
        sources:
          found: {type: fake, finds_entities: true}
          data: {type: fake, key: "x:{symbol}", fields: {x: {type: number, unit: usd}}, fallback: [withhold]}
        sinks:
          out: {type: fake, fields: {y: data.x}}
        checks:
          \(checks)
        """, path: "\(name).yaml")
    }
    func limit(_ limit: Int, _ rest: String = "") -> String {
      "limit: {given: {x: {type: number, unit: usd}}, each_tick: {x: data.x}, violated_when: x > \(limit)\(rest)}"
    }
    let old = try policy("old", checks: limit(15))
    let comparison = PolicyComparison(try await trial(old, try policy("new", checks: limit(5))))
    let check = try #require(comparison.checks.first)
    #expect(check.changes.map(\.entity) == ["A"] && check.unchanged == 2)
    #expect(check.changes.map(\.was) == [.allowed] && check.changes.map(\.wouldBe) == [.violated])
    #expect(comparison.hasDifferences)
    #expect(comparison.summary == "no row would change, 1 verdict of checks would be another")
    #expect(comparison.text(limit: 5).contains("check limit: 1 verdict would be another, 2 the same"))
    #expect(comparison.json().contains(#""checks":[{"name":"limit","changed":1,"unchanged":2,"changes":[{"entity":"A","was":"allowed""#))
    #expect(PolicyComparison(try await trial(old, try policy("new", checks: limit(5))), outputs: ["y"]).checks.isEmpty)

    // Who is asked by one policy alone is a difference; a check that is asked otherwise cannot be compared.
    let once = PolicyComparison(
      try await trial(old, try policy("new", checks: limit(15).replacing("{x: data.x}", with: "{x: sum(data.x)}"))))
    #expect(once.checks.isEmpty)
    #expect(once.notes == ["check limit: was asked for each entity, would be once: its verdicts are not compared"])

    let published = ", publish: {type: fake, fields: {x: x}}"
    let other = PolicyComparison(try await trial(old, try policy("new", every: "5s", checks: limit(15, published))))
    #expect(!other.hasDifferences)
    #expect(other.notes == ["check limit: publish was nothing, would be fake", "every was 10s, would be 5s"])
    let gone = PolicyComparison(try await trial(old, try policy("new", checks: limit(15).replacing("limit:", with: "bound:"))))
    #expect(gone.notes == ["check bound: `old` has no such check", "check limit: `new` has no such check"])
  }

  @Test func whatEitherPolicyWantsIsReadForBoth() async throws {
    func policy(_ name: String, _ field: String) throws -> CheckedPolicy {
      try Registry.fakes().load(
        """
        policy: \(name)
        every: 10s
        sources:
          data: {type: fake, fields: {a: {type: number, optional: true}, b: {type: number, optional: true}}}
        sinks:
          out: {type: fake, fields: {y: data.\(field) ?? 0}}
        """, path: "\(name).yaml")
    }
    let data = FakeSource(.record(["a": "100", "b": "250"]))
    _ = await PolicyTrial.run(
      try policy("old", "a"), try policy("new", "b"), registry: try .fakes(), clock: TestClock(now: noon),
      standIns: StandIns(sources: ["data": data]))
    #expect(data.requests.map(\.wanted) == [[0, 1]])
  }

  @Test func whatIsNoNumberIsNullInJSON() async throws {
    let data = FakeSource(.records(["A": ["x": "1e308"]]))
    let standIns = StandIns(sources: ["found": found, "data": data])
    let trial = await PolicyTrial.run(
      try Self.policy("old", factor: "1.7"), try Self.policy("new", factor: "-1.7"), registry: try .fakes(),
      clock: TestClock(now: noon), standIns: standIns)
    let json = PolicyComparison(trial).json()
    #expect(json.contains("null") && (try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil, "\(json)")
  }

  @Test func theSamePolicyDoesNotDiffer() async throws {
    let comparison = PolicyComparison(try await trial(try Self.policy("old"), try Self.policy("new")))
    #expect(!comparison.hasDifferences)
    #expect(comparison.summary == "no difference in 3 outputs of 2 rows")
  }

  @Test func whatBecomesOfOneReadingIsEachPolicysOwnMatter() async throws {
    let trial = try await trial(
      try Self.policy("old"), try Self.policy("new").replacingFallback("default: {x: 7}"))
    #expect(trial.shared == ["found", "data"])
    let comparison = PolicyComparison(trial)
    #expect(comparison.onlyWouldBe.map(\.entity) == ["C"])
    #expect(comparison.onlyWouldBe.map(\.reason) == ["the source `data` of `old` is absent and withholds"])
  }

  @Test func aSourceOfAnotherConfigurationIsReadForItself() async throws {
    let trial = try await trial(
      try Self.policy("old"), try Self.policy("new").replacing("x:{symbol}", with: "other:{symbol}"))
    #expect(trial.shared == ["found"])
    #expect(data.requests.count == 2)
  }

  @Test func aSourceThatCannotBeReadIsAskedOnce() async throws {
    data.answer(.fault(PluginFault(.unreachable, place: "x", message: "away")))
    let comparison = PolicyComparison(try await trial(try Self.policy("old"), try Self.policy("new", factor: "3")))
    #expect(data.requests.count == 1)
    #expect(!comparison.hasDifferences)
  }

  @Test func outputsOfOneSideAreNamedAndSinksOfOtherNamesAreMatchedByTheirOutputs() async throws {
    let comparison = PolicyComparison(
      try await trial(try Self.policy("old", extra: ", gone: 1"), try Self.policy("new", factor: "3", extra: ", fresh: 1", sink: "other")))
    #expect(comparison.outputs.map(\.name) == ["y", "who", "at"])
    #expect(comparison.left.map(\.output) == ["other.fresh", "out.gone"])
  }

  @Test func aHistogramCountsEveryRowThatWouldMove() async throws {
    data.answer(.records(["A": ["x": "10"], "B": ["x": "0"], "C": ["x": "-4"]]))
    let comparison = PolicyComparison(try await trial(try Self.policy("old"), try Self.policy("new", factor: "2.1 + 1")))
    let output = try #require(comparison.outputs.first { $0.name == "y" })
    let histogram = DifferenceHistogram(output)
    // 20 to 22, 0 to 1, -8 to -7.4: 10 % and 7.5 % up, and one that has no percent.
    #expect(histogram.steps.reduce(0) { $0 + $1.count } + histogram.others == output.changes.count)
    #expect(histogram.others == 1)
  }

  @Test func storedNumbersAreComparedAsNumbers() async throws {
    let report = await PolicyRunner(
      try Self.policy("new"), registry: try .fakes(), clock: TestClock(now: noon), standIns: standIns
    ).tick(.discard)
    // A is the same number written otherwise, B another, and C stands there though it would be withheld.
    let rows = StoredRows(texts: [["20", "A", "1"], ["39.5", "B", "1"], ["1", "C", "1"]])
    let comparison = PolicyComparison(report, stored: [.init(sink: "out", rows: rows)])
    let output = try #require(comparison.outputs.first { $0.name == "y" })
    #expect(output.unchanged == 1 && output.changes.map(\.difference) == [0.5])
    #expect(comparison.left.map(\.output) == ["out.at"])
    #expect(comparison.onlyWas.map(\.entity) == ["C"])
    let nothing = PolicyComparison(
      report, stored: [.init(sink: "out", rows: StoredRows(texts: [[nil, nil, nil], ["x", nil, nil], [nil, nil, nil]]))])
    #expect(nothing.onlyWouldBe.map(\.entity) == ["A"])
    let change = try #require(nothing.outputs.first { $0.name == "y" }?.changes.first)
    #expect(change.was.content == .text("x") && change.difference == nil)
  }

  @Test func theJSONAndTheTextHaveTheNumbers() async throws {
    let comparison = PolicyComparison(try await trial(try Self.policy("old"), try Self.policy("new", factor: "3")))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(comparison.json().utf8)) as? [String: Any])
    #expect(object["differs"] as? Bool == true && object["was"] as? String == "old" && object["would_be"] as? String == "new")
    let output = try #require((object["outputs"] as? [[String: Any]])?.first)
    #expect(output["sum"] as? Double == 30 && output["changed"] as? Int == 2 && output["unit"] as? String == "usd")
    let text = comparison.text(limit: 1)
    #expect(text.contains("  B        40        60         +20  +50.0 %\n  and 1 more\n"))
  }
}

extension CheckedPolicy {
  /// The same policy with another fallback in its file.
  fileprivate func replacingFallback(_ step: String) throws -> CheckedPolicy {
    try replacing("fallback: [withhold]", with: "fallback: [\(step)]")
  }

  fileprivate func replacing(_ text: String, with other: String) throws -> CheckedPolicy {
    try Registry.fakes().load(file.text.replacingOccurrences(of: text, with: other), path: file.path)
  }
}
