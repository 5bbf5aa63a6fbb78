import Diagnostics
import Testing

@testable import Policy

/// Numbers as people write them in policies, and policies as other editors save them.
@Suite struct WrittenNumberTests {
  @Test(arguments: [("2%", 0.02), ("100%", 1), ("0.5%", 0.005), ("-1e2%", -1), ("0.02", 0.02)])
  func percent(_ text: String, _ expected: Double) {
    #expect(NumberText.parseWritten(text) == expected)
  }

  @Test(arguments: ["%", "2 %", "2%%", "%2", "1e400%", ""]) func noNumbers(_ text: String) {
    #expect(NumberText.parseWritten(text) == nil)
  }

  /// What a tracker writes is read as it stands.
  @Test func liveDataHasNoPercent() {
    #expect(NumberText.parse("2%") == nil)
  }

  @Test func percentStandsWhereverAPolicyHoldsANumber() throws {
    let text = """
      policy: demo
      params:
        share: {value: 2%, range: [0%, 100%]}
        plain: 5%
      sources:
        s: {type: static, fields: {x: {type: number, range: "[0, 50%]", default: 10%}}, values: {x: 20%}}
      values:
        v: {weights: {share: 40%, plain: 60%}}
      sinks:
        out: {type: console, fields: {v: v, x: s.x}}
      """
    for text in [text, text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text] {
      let outcome = try Loading.load(text)
      let policy = try #require(outcome.policy, "\(Loading.shown(outcome))")
      guard case .number(let share) = policy.params[0].constant else { throw Unexpected() }
      #expect(share == 0.02)
      #expect(policy.sources[0].fields[0].range?.upper == 0.5)
    }
  }

  private struct Unexpected: Error {}

  /// Each `{` looks for its `}`: that must not cost the square of the length.
  @Test(.timeLimit(.minutes(5))) func aHugeKeyIsRefusedAtOnce() throws {
    let key = String(repeating: "{a", count: 400_000)
    let outcome = try Loading.load(
      "policy: demo\nsinks:\n  out: {type: redis_hash, key: \"\(key)\", ttl: 30s, fields: {now: now}}\nconnections: {redis: redis://h}\n")
    #expect(outcome.findings.sorted.contains { $0.code == .limitExceeded })
  }
}
