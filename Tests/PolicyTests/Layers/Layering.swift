import Diagnostics
import Policy
import Testing

/// Policies of several files, for tests.
enum Layering {
  static let base = """
    policy: base
    mode: ${MODE:-enforce}
    for_each: {symbol: rows}
    params:
      share: {value: 0.02, range: [0, 1]}
      limit: 500
    connections: {redis: redis://localhost:6379/0}
    sources:
      rows:
        type: static
        fields: {equity: {type: number, unit: usd}, calm: {type: number}}
        rows: {A: {equity: 100, calm: 0.5}, B: {equity: 200, calm: 0.25}}
    values:
      stress: {weights: {share: 0.5, rows.calm: 0.25}, clamp: [0, 1]}
      budget: rows.equity * share * (1 - stress)
    sinks:
      out:
        type: redis_hash
        key: app:budget:{symbol}
        ttl: 60s
        fields: {budget: budget, stress: stress}
    metrics:
      app_runs_total: {count: sink.out.written}
    checks:
      loud: {given: {x: {type: number}}, violated_when: x > share, publish: {type: console, fields: {x: x}}}
      quiet: {given: {x: {type: number}}, violated_when: x > share}

    """

  /// Loads a policy that extends `base.yaml`, or whatever other files are given.
  static func load(
    _ text: String, files: [String: String] = ["base.yaml": plainBase], environment: [String: String] = [:], settings: [String] = []
  ) throws -> CheckedPolicy {
    let outcome = try Loading.load(text, environment: environment, path: "mine.yaml", files: files, settings: settings)
    return try #require(outcome.policy, "\(Loading.shown(outcome))")
  }

  /// The base without what only a shadow may pass over in this version.
  static var plainBase: String {
    base.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("publish") }.joined(separator: "\n")
  }

  /// The key of a sink as it is written for an entity.
  static func key(_ policy: CheckedPolicy, sink: String = "out") -> String? {
    policy.sinks.first { $0.name == sink }?.configuration.writtenKeys?.template.text(entity: "A")
  }
}
