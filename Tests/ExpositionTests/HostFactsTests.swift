import Governor
import GovernorTesting
import Policy
import Testing

@testable import Exposition

@Suite(.timeLimit(.minutes(5)))
struct HostFactsTests {
  static let text = """
    policy: demo
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true, fields: {size: {type: number, optional: true}}}
    sinks:
      out: {type: fake, fields: {symbol: symbol, size: "found.size ?? 0"}}
    checks:
      room: {given: {held: {type: number}}, each_tick: {held: found.size}, violated_when: held > 10}
    metrics:
      size: {gauge: found.size, labels: {symbol: symbol}, help: How large.}
      written_total: {count: sink.out.written, labels: {policy: policy}}
    """

  /// A board with one policy that has ticked, and the families that it shows.
  static func ticked(_ texts: [String] = [text]) async throws -> (board: PolicyBoard, families: [MetricFamily]) {
    let registry = try Registry.fakes()
    let fleet = PolicyFleet(
      try texts.map { PolicyFleet.Member(try registry.load($0), hash: "0123456789abcdef") }, registry: registry,
      clock: TestClock(now: 1_769_594_400)
    ) { _ in StandIns(sources: ["found": FakeSource(.entities([("A", ["size": "5"]), ("B", ["size": "11"]), ("C", [:])]))]) }
    let engine = PolicyEngine(fleet, clock: TestClock(now: 1_769_594_400), observer: Nobody())
    await engine.runOnce()
    return (engine.board, HostFacts(engine.board, version: "1.2.3").families)
  }

  private func series(_ families: [MetricFamily], _ name: String) throws -> [String: MetricFamily.Value] {
    let family = try #require(families.first { $0.name == name })
    return Dictionary(
      uniqueKeysWithValues: family.samples.map { ($0.labels.map { "\($0.name)=\($0.value)" }.joined(separator: ","), $0.value) })
  }

  @Test func aPolicysOwnMetricsComeFirst() async throws {
    let families = try await Self.ticked().families
    #expect(families.prefix(2).map(\.name) == ["size", "written_total"])
    #expect(families[0].help == "How large." && families[1].help == "Counts sink.out.written.")
    #expect(try series(families, "size") == ["symbol=A": .number(5), "symbol=B": .number(11)])
    #expect(try series(families, "written_total") == ["policy=demo": .number(3)])
  }

  @Test func linesOfTheLogThatWereLostAreShown() async throws {
    let (board, families) = try await Self.ticked()
    #expect(try series(families, "governor_log_lines_lost_total") == ["": .count(0)])
    let lossy = HostFacts(board, logLinesLost: 7, version: "1.2.3").families
    #expect(try series(lossy, "governor_log_lines_lost_total") == ["": .count(7)])
  }

  @Test func whatIsKeptOnDiskIsShownWhereSomethingIs() async throws {
    let board = try await Self.ticked().board
    let without = HostFacts(board, version: "1.2.3").families.filter { $0.name.hasPrefix("governor_state_") }
    #expect(without.count == 4 && without.allSatisfy(\.samples.isEmpty))
    var state = StateStatus()
    (state.written, state.failed, state.lastWritten, state.refused, state.unkept) = (5, 2, 1_769_594_400, 3, 1)
    let families = HostFacts(board, state: state, version: "1.2.3").families
    #expect(try series(families, "governor_state_unkept_policies") == ["": .count(1)])
    #expect(try series(families, "governor_state_writes_total") == ["result=success": .count(5), "result=failure": .count(2)])
    #expect(try series(families, "governor_state_refused_files_total") == ["": .count(3)])
    #expect(try series(families, "governor_state_last_write_timestamp_seconds") == ["": .number(1_769_594_400)])
  }

  @Test func theHostCountsWhatHappened() async throws {
    let families = try await Self.ticked().families
    #expect(try series(families, "governor_ticks_total") == ["policy=demo": .number(1)])
    #expect(try series(families, "governor_entities") == ["policy=demo": .number(3)])
    #expect(try series(families, "governor_last_tick_timestamp_seconds") == ["policy=demo": .number(1_769_594_400)])
    #expect(
      try series(families, "governor_policy_info") == ["policy=demo,hash=0123456789abcdef,mode=shadow,shadow_of=,version=1.2.3": .number(1)]
    )
    #expect(try series(families, "governor_source_records_total")["policy=demo,source=found,state=fresh"] == .number(3))
    #expect(try series(families, "governor_source_outcomes_total")["policy=demo,source=found,outcome=withheld"] == .number(0))
    #expect(try series(families, "governor_sink_rows_total")["policy=demo,sink=out,result=written"] == .number(3))
    #expect(try series(families, "governor_check_verdicts_total")["policy=demo,check=room,verdict=undecided"] == .number(1))
    #expect(
      try series(families, "governor_evaluation_faults_total") == [
        "policy=demo,output=out.symbol": .number(0), "policy=demo,output=out.size": .number(0),
        "policy=demo,output=metric size": .number(0), "policy=demo,output=check room": .number(0),
      ])
    #expect(try series(families, "governor_metric_series_dropped_total").isEmpty)
    #expect(try series(families, "governor_reload_success") == ["": .number(1)])
    #expect(try series(families, "governor_reloads_total") == ["result=success": .number(1), "result=failure": .number(0)])
    guard case .histogram(let duration)? = try series(families, "governor_tick_duration_seconds")["policy=demo"] else {
      Issue.record("the duration is no histogram")
      return
    }
    #expect(duration.count == 1)
  }

  @Test func twoPoliciesShareAFamilyAndNoSeries() async throws {
    let other = Self.text.replacing("policy: demo", with: "policy: other").replacing("size: {gauge", with: "other_size: {gauge")
    let families = try await Self.ticked([Self.text, other]).families
    #expect(try series(families, "written_total") == ["policy=demo": .number(3), "policy=other": .number(3)])
    #expect(Set(families.map(\.name)).count == families.count)
    #expect(Set(families.map(\.openMetricsName)).count == families.count)
    for family in families { #expect(Set(family.samples.map(\.labels)).count == family.samples.count, "\(family.name)") }
  }

  @Test func aShadowIsComparedByOutput() async throws {
    let shadow = """
      policy: calm
      shadow_of: demo
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {size: {type: number, optional: true}}}
      sinks:
        out: {type: fake, fields: {symbol: symbol, size: "(found.size ?? 0) * 2"}}
      """
    let families = try await Self.ticked([Self.text, shadow]).families
    #expect(try series(families, "governor_comparison_entities")["policy=calm,output=out.size"] == .number(3))
    #expect(try series(families, "governor_comparison_differing_entities")["policy=calm,output=out.size"] == .number(2))
    #expect(
      try series(families, "governor_comparison_absolute_difference")["policy=calm,output=out.size,statistic=largest"] == .number(11))
    #expect(
      try series(families, "governor_comparison_relative_difference_ratio")["policy=calm,output=out.size,statistic=median"] != nil)
    guard
      case .histogram(let spread)? = try series(families, "governor_comparison_absolute_difference_distribution")[
        "policy=calm,output=out.size"]
    else {
      Issue.record("there is no histogram")
      return
    }
    #expect(spread.count == 3)
    // A text has no difference.
    #expect(try series(families, "governor_comparison_absolute_difference")["policy=calm,output=out.symbol,statistic=mean"] == nil)
  }

  @Test func theProcessIsMeasured() throws {
    let reading = ProcessReading.now()
    let (resident, space) = (try #require(reading.residentBytes), try #require(reading.virtualBytes))
    #expect(resident > 1_000_000 && space > resident)
    #expect(try #require(reading.processorSeconds) > 0)
    #expect(try #require(reading.openDescriptors) > 2)
    #expect(try #require(reading.descriptorLimit) > 2)
    // Some day between 2020 and 2100.
    #expect((1_577_836_800...4_102_444_800).contains(try #require(reading.startTime)))
  }

  /// The names follow the rules that every metric of a policy must follow too.
  @Test func theTableIsSound() {
    for metric in HostMetric.all {
      #expect(metric.name.hasPrefix("governor_") || metric.name.hasPrefix("process_"))
      #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
      #expect(metric.name.hasSuffix("_info") == (metric.kind == .info), "\(metric.name)")
      #expect(!metric.help.isEmpty && metric.help.hasSuffix("."), "\(metric.name)")
      #expect(Set(metric.labels).count == metric.labels.count)
    }
    #expect(Set(HostMetric.all.map(\.name)).count == HostMetric.all.count)
  }
}

private struct Nobody: TickObserver {
  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int) {}
}
