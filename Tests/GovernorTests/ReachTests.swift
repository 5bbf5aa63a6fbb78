import Governor
import GovernorTesting
import Policy
import Testing

/// Events about values count only where the value reached an output that was written.
@Suite(.timeLimit(.minutes(5)))
struct ReachTests {
  /// How often the default of `a` and of `b` reached an output in one tick of one formula over them.
  private func reached(_ formula: String, first: [String: String] = [:], second: [String: String] = [:]) async throws -> [Double] {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      sources:
        a: {type: fake, fields: {x: {type: number}, t: {type: text, optional: true}}, fallback: [default: {x: 1, t: red}]}
        b: {type: fake, fields: {x: {type: number}}, fallback: [default: {x: 2}]}
        c: {type: fake, fields: {x: {type: number}}, fallback: [missing]}
      sinks:
        out: {type: fake, fields: {value: \(formula)}}
      metrics:
        a_total: {count: source.a.default}
        b_total: {count: source.b.default}
        c_total: {count: source.c.missing}
      """)
    let (a, b) = (FakeSource(), FakeSource())
    if !first.isEmpty { a.answer(.record(first)) }
    if !second.isEmpty { b.answer(.record(second)) }
    let runner = PolicyRunner(
      policy, registry: registry, clock: TestClock(now: noon),
      standIns: StandIns(sources: ["a": a, "b": b, "c": FakeSource()], sinks: ["out": FakeSink()]))
    var ledger = MetricsLedger(policy)
    ledger.take(await runner.tick())
    return ledger.samples.map(\.value)
  }

  @Test(arguments: [
    ("a.x + b.x", [1.0, 1, 0]), ("a.x", [1, 0, 0]), ("'1'", [0, 0, 0]), ("\"a.x ?? b.x\"", [1, 0, 0]), ("\"c.x ?? b.x\"", [0, 1, 1]),
    ("\"a.x > 0 ? b.x : c.x\"", [1, 1, 0]), ("\"a.x > 5 ? b.x : 3\"", [1, 0, 0]), ("\"true ? 1 : a.x\"", [0, 0, 0]),
    ("{match: {of: a.t, red: 1, blue: b.x}}", [1, 0, 0]), ("{match: {of: a.t, red: b.x, blue: 1}}", [1, 1, 0]),
    ("{first_of: [c.x, a.x, b.x]}", [1, 0, 1]), ("\"clamp(a.x, 0, b.x)\"", [1, 1, 0]), ("a.x + c.x", [0, 0, 0]),
  ])
  func whatWasTakenCounts(_ formula: String, _ expected: [Double]) async throws {
    #expect(try await reached(formula) == expected)
  }

  @Test func freshDataIsNoDefault() async throws {
    #expect(try await reached("a.x + b.x", first: ["x": "3"]) == [0, 1, 0])
  }
}
