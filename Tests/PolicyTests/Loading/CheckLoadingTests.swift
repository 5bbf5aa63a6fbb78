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
}
