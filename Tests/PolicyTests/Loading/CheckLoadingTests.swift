import Policy
import Testing

/// What a check and a metric come to once they are linked.
@Suite struct CheckLoadingTests {
  @Test func theChecksAndMetricsOfP28() throws {
    let outcome = try Loading.load(try Repository.text("policies/p28.yaml"))
    let policy = try #require(outcome.policy)
    let check = try #require(policy.checks.first)
    #expect(check.given.map(\.name) == ["position_notional"])
    #expect(check.cadence == .perEntity)
    #expect(check.report.map(\.name) == ["over_budget"])
    #expect(check.condition.map(\.name) == ["budget_usd"])
    let publish = try #require(check.publish)
    #expect(publish.type == "redis_stream" && publish.cadence == .perEntity && publish.name == "budget")
    #expect(
      publish.outputs.map(\.name) == ["event_type", "symbol", "position_notional", "budget_usd", "over_budget", "mode", "timestamp"])
    #expect(policy.metrics.count == 10)
    #expect(policy.metrics.filter { $0.cadence == .perEntity }.count == 5)
    // The position is read for the check alone.
    #expect(policy.sources.first { $0.name == "positions" }?.wantedFields == [0])
  }

  @Test func whatNothingReadsIsNotFetched() throws {
    let outcome = try Loading.load(
      """
      policy: demo
      sources:
        s: {type: static, fields: {a: {type: number, optional: true}, b: {type: number, optional: true}}, values: {a: 1, b: 2}}
      sinks: {out: {type: console, fields: {at: now}}}
      metrics: {b_now: {gauge: s.b}}
      """)
    #expect(try #require(outcome.policy).sources[0].wantedFields == [1])
  }

  /// What a check publishes may name what it is given and what it reports, and a report may take over a name of the policy.
  @Test func whatIsPublishedKnowsTheReport() throws {
    let outcome = try Loading.load(
      """
      policy: demo
      values: {budget: 5 + 1}
      sinks: {out: {type: console, fields: {budget: budget}}}
      checks:
        room:
          given: {held: {type: number}}
          each_tick: {held: 7}
          violated_when: held > budget
          report: {over: held - budget, budget: budget}
          publish: {type: console, fields: {held: held, twice: 2 * over, budget: budget, who: policy}}
      """)
    let publish = try #require(outcome.policy?.checks.first?.publish, "\(Loading.shown(outcome))")
    #expect(publish.outputs.map(\.type) == [.number(.ratio), .number(.ratio), .number(.ratio), .text])
    #expect(publish.cadence == .perTick)
  }
}
