import Diagnostics
import Governor
import Policy
import Simulation
import Sinks
import Sources
import Testing

/// A policy and tests of it as texts, run as `host test` runs files.
struct Simulated {
  /// What failed, or what is wrong with the tests: `line code message`, sorted by place.
  private(set) var findings: [String] = []
  /// All of the findings as a person sees them.
  private(set) var text = ""
  private(set) var coverage = Coverage()

  /// What no test takes: `line what`.
  var missed: [String] { coverage.byPolicy.flatMap(\.missed).map { "\($0.span.start.line) \($0.what)" } }
  var total: Int { coverage.byPolicy.reduce(0) { $0 + $1.total } }

  init(_ policy: String, _ tests: String) async throws {
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let (file, findings) = TestFile.read(SourceFile(path: "a_test.yaml", text: tests))
    note(findings)
    guard let file else { return }
    for entry in file.tests {
      note(entry.findings)
      guard let test = entry.test else { continue }
      let environment = PolicyEnvironment(file.environment.merging(test.environment) { $1 })
      let outcome = PolicyLoader(catalog: registry.catalog, environment: environment).load(SourceFile(path: "a.yaml", text: policy))
      let loaded = try #require(outcome.policy, "\(DiagnosticRenderer().render(outcome.findings))")
      note(file.findings(against: loaded))
      let (bound, faults) = BoundTest.bind(test, to: loaded)
      note(faults)
      if let bound { note(await bound.run(registry: registry, coverage: &coverage)) }
    }
  }

  /// One test with the given steps.
  init(_ policy: String, steps: String) async throws {
    let indented = steps.split(separator: "\n").map { "      \($0)\n" }.joined()
    try await self.init(policy, "policy: a.yaml\ntests:\n  - name: it\n    steps:\n" + indented)
  }

  private mutating func note(_ bag: DiagnosticBag) {
    findings += bag.sorted.map { "\($0.span?.start.line ?? 0) \($0.code.rawValue) \($0.message)" }
    text += DiagnosticRenderer().render(bag)
  }
}

/// A source of entities, one for each of them, one for the tick, two sinks.
let pool = """
  policy: pool
  mode: ${MODE:-shadow}
  every: 10s
  for_each: {item: found}
  connections: {redis: "redis://localhost:6379/0"}
  sources:
    found: {type: redis_scan, keys: "found:{item}"}
    limit:
      type: redis_hash
      key: limit
      fields:
        top: {type: number, unit: usd, range: [0, 1000]}
        at: {type: time}
      as_of: at
      stale_after: 30s
      fallback: [last_known_good: 5m, withhold]
    level:
      type: redis_hash
      key: level:{item}
      fields:
        amount: {type: number, unit: usd, range: [0, 1e6]}
        word: {type: text, optional: true}
      fallback:
        absent: [default: {amount: 7}]
        invalid: [missing]
  values:
    rest: limit.top - level.amount
    half: limit.top / 2
    kind: level.word ?? 'none'
    isLow: rest < 10
  sinks:
    out:
      type: redis_hash
      key: out:{item}
      ttl: 60s
      fields: {rest: rest, word: kind, at: now, mode: mode}
    sum:
      type: redis_hash
      key: sum
      ttl: 60s
      fields: {half: half, rest: sum(rest)}
  checks:
    low:
      given: {left: {type: number, unit: usd}}
      each_tick: {left: rest}
      violated_when: left < 10
    asked:
      given: {left: {type: number, unit: usd}}
      violated_when: left < rest
  metrics:
    written_total: {count: sink.out.written}
    low_total: {count: check.low.violated}
    left: {gauge: rest, labels: {item: item}}
  """
