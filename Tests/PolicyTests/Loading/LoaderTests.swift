import Diagnostics
import Policy
import TestSupport
import Testing

@Suite struct LoaderTests {
  /// The table of variables that operators have in their env file, with values other than the defaults.
  static let environment = [
    "P28_MODE": "enforce", "BASE_RISK_PCT": "0.01", "ALPHA_HEAT": "0.5", "BETA_CLUSTER": "0.3", "GAMMA_VOL": "0.1", "MIN_BUDGET_K": "600",
    "MAX_BUDGET_K": "9000", "STALE_SEC": "40", "MAX_LKG_AGE_SEC": "800", "BUDGET_HASH_TTL_SEC": "200", "BUDGET_COMPUTE_INTERVAL_SEC": "5",
    "HEAT_GATE_METRICS_URL": "http://heat:8056/metrics", "REDIS_URL": "redis://:hunter2@redis:6379/1", "PORT": "8049", "P28_TEST_MODE": "0",
  ]

  private func load(_ text: String, _ environment: [String: String] = [:]) throws -> CheckedPolicy {
    let outcome = try Loading.load(text, environment: environment)
    return try #require(outcome.policy, "\(Loading.shown(outcome))")
  }

  @Test func p28LoadsWithItsDefaults() throws {
    let policy = try load(Repository.text("policies/p28.yaml"))
    #expect(policy.name == "p28" && policy.mode == .shadow && policy.every == 10 && policy.entity == "symbol")
    #expect(policy.sources.first?.name == "positions")
    let portfolio = try #require(policy.sources.first { $0.name == "portfolio_state" })
    #expect(portfolio.staleAfter == 30 && portfolio.fallback.longestLastKnownGood == 900 && portfolio.cadence == .perTick)
    #expect(policy.sources.first { $0.name == "market" }?.cadence == .perEntity)
    #expect(policy.sinks.first?.outputs.map(\.name).count == 10)
  }

  @Test func p28TakesEverySettingFromItsEnvironment() throws {
    let policy = try load(Repository.text("policies/p28.yaml"), Self.environment)
    #expect(policy.mode == .enforce && policy.every == 5)
    let params = Dictionary(policy.params.map { ($0.name, $0.text) }) { $1 }
    #expect(params == ["base_risk_pct": "0.01", "min_budget": "600", "max_budget": "9000", "cluster_id": "default"])
    let portfolio = try #require(policy.sources.first { $0.name == "portfolio_state" })
    #expect(portfolio.staleAfter == 40 && portfolio.fallback.longestLastKnownGood == 800)
    #expect(!String(describing: policy).contains("hunter2"))
  }

  /// A field that nothing reads is fetched only where it decides whether the record is good.
  @Test func wantedFields() throws {
    let policy = try load(
      """
      policy: demo
      sources:
        state:
          type: static
          fields:
            read: {type: number, optional: true}
            unread: {type: number, optional: true}
            required: {type: number}
            at: {type: time}
          values: {read: 1, unread: 2, required: 3, at: 0}
          as_of: at
      sinks:
        out: {type: console, fields: {x: twice}}
      values:
        twice: once * 2
        once: state.read
      """)
    #expect(policy.sources[0].wantedFields == [0, 2, 3])
    #expect(policy.values.map(\.name) == ["twice", "once"])
  }

  @Test func aSinkSaysWhenItWritesAndWhatBecomesOfOldValues() throws {
    let policy = try load(
      """
      policy: demo
      connections: {redis: "redis://localhost:6379/0"}
      sinks:
        plain: {type: console, fields: {at: now}}
        shown: {type: console, modes: [shadow], when_withheld: keep, fields: {at: now}}
        orders: {type: redis_hash, key: orders, ttl: 1m, modes: [enforce, shadow], when_withheld: delete, fields: {at: now}}
      """)
    #expect(policy.sinks.map(\.modes) == [[.shadow, .enforce], [.shadow], [.enforce, .shadow]])
    #expect(policy.sinks.map(\.whenWithheld) == [.keep, .keep, .delete])
  }

  @Test func aKeyMayFollowTheFieldOfAnotherSource() throws {
    let policy = try load(
      """
      policy: demo
      connections: {redis: "redis://localhost:6379/0"}
      params: {env: live}
      sources:
        load: {type: redis_hash, key: "{env}:{account.zone}:{account.tier}:{account.open}", fields: {percent: {type: number}}}
        account:
          type: static
          fields: {zone: {type: text}, tier: {type: number}, open: {type: boolean}, unread: {type: text, optional: true}}
          values: {zone: eu, tier: 1, open: true}
      sinks:
        out: {type: console, fields: {percent: load.percent}}
      """)
    #expect(policy.sources.map(\.name) == ["account", "load"])
    #expect(policy.sources[1].needs == ["account"] && policy.sources[1].cadence == .perTick)
    #expect(policy.sources[0].wantedFields == [0, 1, 2])
    #expect(
      policy.sources[1].configuration.templates[0].text(entity: nil) == "live:{account.zone}:{account.tier}:{account.open}")
  }

  @Test func aMarkAndLineEndsOfWindowsChangeNothing() throws {
    let text = try Repository.text("policies/p28.yaml")
    #expect(try load("\u{FEFF}" + text.replacing("\n", with: "\r\n")).sinks.count == 1)
  }

  /// Whatever happens to a policy, the loader ends, and it refuses with a reason.
  @Test(.timeLimit(.minutes(5))) func mutationsNeverCrashTheLoader() throws {
    let original = Array(try Repository.text("policies/p28.yaml").utf8)
    let pieces = [
      "{", "}", "[", "]", ":", "&a ", "*a", "!!x ", "${", "'", "\"", "\n", "\t", "é", "\u{202E}", "\u{0}", "1e400", "- ", "#", "|", "<<: ",
      "?",
    ]
    var random = SeededRandom(seed: 28)
    for round in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
        default:
          let from = Int.random(in: 0..<bytes.count, using: &random)
          bytes.insert(contentsOf: Array(bytes[from..<min(bytes.count, from + 60)]), at: place)
        }
        if bytes.isEmpty { bytes = original }
      }
      let outcome = try Loading.load(String(decoding: bytes, as: UTF8.self))
      if (outcome.policy == nil) != outcome.findings.hasErrors { Issue.record("round \(round): refused without a reason, or the reverse") }
      _ = Loading.shown(outcome)
    }
  }

  @Test func staleAfterWithoutAsOfIsLegalAndUnwise() throws {
    let outcome = try Loading.load(
      """
      policy: demo
      sources: {s: {type: static, fields: {x: {type: number}}, values: {x: 1}, stale_after: 30s}}
      sinks: {out: {type: console, fields: {x: s.x}}}
      """)
    #expect(outcome.policy != nil)
    #expect(outcome.findings.sorted.map(\.code) == [.badAsOf])
    #expect(outcome.findings.sorted.map(\.severity) == [.warning])
  }

  /// One long line of many faults is as cheap as many short ones.
  @Test(.timeLimit(.minutes(5))) func aPolicyOfOneLineIsCheap() throws {
    let values = (0..<3000).map { "v\($0): \"1 +\\x20unknown\($0)\"" }.joined(separator: ", ")
    let outcome = try Loading.load("{policy: demo, values: {\(values)}, sinks: {out: {type: console, fields: {at: now}}}}")
    #expect(outcome.findings.count(.error) == 300)
  }
}
