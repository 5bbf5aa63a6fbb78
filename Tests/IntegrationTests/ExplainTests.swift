import Foundation
import Sandbox
import Testing

/// `host explain` and `host plan` through the real binary, on real servers.
@Suite struct ExplainTests {
  private static func fill(_ stage: Stage, _ probe: RedisProbe, age: Double = 0) async throws {
    try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"], age: age)
    try await probe.command("HSET", "quantum:cluster:stress:default", "stress", "0.12")
  }

  private static func explain(_ stage: Stage, _ arguments: String...) async throws -> HostProcess.Result {
    try await HostProcess.run(["explain", "policies/p28.yaml"] + arguments, environment: stage.environment)
  }

  @Test func tellsEveryNumberDownToTheKeyAndTheLine() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe)
      let result = try await Self.explain(stage, "BTCUSDT")
      #expect(result.code == 0, "\(result.errors)")
      for line in [
        "sink budget: a row is written to quantum:portfolio:budget:BTCUSDT", "budget_usd = 1432.0 usd  inside [500, 10000]",
        "= clamp(portfolio_state.equity_usd * base_risk_pct * (1 - stress_factor), min_budget, max_budget)",
        "quantum:state:portfolio equity_usd \"100000.0\", fresh", "0.17, 59.9 %: 0.4 x portfolio_heat = 0.425",
        "quantum:cluster:stress:default stress \"0.12\", fresh", "portfolio_heat_composite_normalized \"0.425\", fresh",
        "what would change budget_usd most (it is 1432.0 usd)",
      ] {
        #expect(result.output.contains(line), "\(line)\n\(result.output)")
      }
      #expect(!result.output.contains("\u{1B}"))
      #expect(try await probe.command("KEYS", "quantum:portfolio:budget:*").isEmpty)
    }
  }

  @Test func namesTheSourceThatWithholdsWithItsAgeAndItsLine() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe, age: 960)
      let result = try await Self.explain(stage, "BTCUSDT", "--output", "budget_usd")
      #expect(result.code == 0)
      #expect(result.output.contains("because the source `portfolio_state` is stale and withholds"))
      #expect(result.output.contains("stale, so withheld, 16m"))
      let line = try #require(try Self.line(of: "- withhold"))
      #expect(result.output.contains("withhold  (policies/p28.yaml:\(line))  holds"))
      #expect(result.output.contains("passed over: none is remembered"))
      #expect(!result.output.contains("mode = 'shadow'"), "an output that nobody asked for")
    }
  }

  private static func line(of text: String) throws -> Int? {
    let policy = try String(contentsOf: HostProcess.root.appendingPathComponent("policies/p28.yaml"), encoding: .utf8)
    return policy.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }.map { $0 + 1 }
  }

  @Test func theJSONFormIsOneObject() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe)
      let result = try await Self.explain(stage, "ETHUSDT", "--json")
      let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect(object["policy"] as? String == "p28" && object["version"] as? Int == 1)
      let fields = (object["nodes"] as? [[String: Any]] ?? []).compactMap { $0["field"] as? [String: Any] }
      #expect(fields.contains { $0["raw"] as? String == "100000.0" && $0["data_name"] as? String == "equity_usd" })
    }
  }

  @Test func anEntityOrAnOutputThatIsNotThereEndsWithANameThatIs() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe)
      let unknown = try await Self.explain(stage, "BTCUSD")
      #expect(unknown.code == 1 && unknown.errors.contains("did you mean `BTCUSDT`?") && unknown.errors.contains("ETHUSDT"))
      let unnamed = try await Self.explain(stage)
      #expect(unnamed.code == 64 && unnamed.errors.contains("BTCUSDT, ETHUSDT"))
      let output = try await Self.explain(stage, "BTCUSDT", "--output", "budget_us")
      #expect(output.code == 64 && output.errors.contains("did you mean `budget_usd`?"))
    }
  }

  @Test func serversThatAreAwayAndPoliciesThatAreBadEndOtherwise() async throws {
    let port = try Loopback.freePort()
    let environment = [
      "REDIS_URL": "redis://:hunter2@127.0.0.1:\(port)/0", "HEAT_GATE_METRICS_URL": "http://127.0.0.1:\(port)/metrics",
    ]
    let away = try await HostProcess.run(["explain", "policies/p28.yaml", "BTCUSDT"], environment: environment)
    #expect(away.code == 2 && away.errors.contains("127.0.0.1:\(port)"))
    #expect(!(away.errors + away.output).contains("hunter2"))
    let plan = try await HostProcess.run(["plan", "policies/p28.yaml"], environment: environment)
    #expect(plan.code == 1 && !(plan.errors + plan.output).contains("hunter2"))
    let bad = try await HostProcess.run(["explain", "policies/none.yaml", "BTCUSDT"])
    #expect(bad.code == 2)
  }

  @Test func aPlanReadsOnceAndWritesNothing() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe)
      let text = try String(contentsOf: HostProcess.root.appendingPathComponent("policies/p28.yaml"), encoding: .utf8)
      let other = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString).yaml")
      defer { try? FileManager.default.removeItem(at: other) }
      try text.replacingOccurrences(of: "ALPHA_HEAT:-0.4", with: "ALPHA_HEAT:-0.6").write(to: other, atomically: true, encoding: .utf8)
      let before = try await Self.calls(probe)
      let result = try await HostProcess.run(
        ["plan", other.path, "--against", "policies/p28.yaml", "--detailed-exitcode"], environment: stage.environment)
      #expect(result.code == 2, "\(result.errors)")
      #expect(result.output.contains("read once for both: positions, portfolio_state, heat, cluster, market"))
      #expect(result.output.contains("  BTCUSDT  1432      1262        -170  -11.9 %"), "\(result.output)")
      #expect(result.output.contains("2 rows would change in 2 of 10 outputs"))
      // One scan; the portfolio, the cluster, and the positions and the market of both symbols.
      let after = try await Self.calls(probe)
      #expect(after["scan", default: 0] - before["scan", default: 0] == 1)
      #expect(try await probe.command("KEYS", "quantum:portfolio:budget:*").isEmpty)
      let same = try await HostProcess.run(
        ["plan", "policies/p28.yaml", "--against", "policies/p28.yaml", "--detailed-exitcode"], environment: stage.environment)
      #expect(same.code == 0 && same.output.contains("no difference in 10 outputs"))
    }
  }

  /// How often each command was called.
  private static func calls(_ probe: RedisProbe) async throws -> [String: Int] {
    let lines = try await probe.command("INFO", "commandstats").joined().split(whereSeparator: \.isNewline)
    return lines.reduce(into: [:]) { calls, line in
      guard line.hasPrefix("cmdstat_"), let colon = line.firstIndex(of: ":") else { return }
      let count = line[colon...].dropFirst(":calls=".count).prefix { $0.isNumber }
      calls[String(line[..<colon].dropFirst("cmdstat_".count))] = Int(count)
    }
  }

  @Test func aPlanOfOnePolicyComparesWithWhatIsStored() async throws {
    try await Stage.with { stage, probe in
      try await Self.fill(stage, probe)
      #expect(try await HostProcess.run(["run", "policies/p28.yaml", "--once"], environment: stage.environment).code == 0)
      let same = try await HostProcess.run(["plan", "policies/p28.yaml", "--detailed-exitcode"], environment: stage.environment)
      #expect(same.code == 0, "\(same.output)")
      // The same number written otherwise is the same; a key that is gone would be new; a text is no number.
      try await probe.command("HSET", "quantum:portfolio:budget:BTCUSDT", "budget_usd", "1432", "stress_factor", "many")
      try await probe.command("DEL", "quantum:portfolio:budget:ETHUSDT")
      let result = try await HostProcess.run(["plan", "policies/p28.yaml", "--detailed-exitcode"], environment: stage.environment)
      #expect(result.code == 2)
      #expect(result.output.contains("  BTCUSDT  'many'"), "\(result.output)")
      #expect(result.output.contains("not there, and would be written: 1\n  budget  ETHUSDT"))
      #expect(!result.output.contains("budget.budget_usd (usd): 1 differ"))
      #expect(try await probe.hash("quantum:portfolio:budget:BTCUSDT")["stress_factor"] == "many")
      try await probe.command("DEL", "quantum:portfolio:budget:BTCUSDT")
      try await probe.command("SET", "quantum:portfolio:budget:BTCUSDT", "somebody's own")
      let broken = try await HostProcess.run(["plan", "policies/p28.yaml"], environment: stage.environment)
      #expect(broken.code == 1 && broken.errors.contains("WRONGTYPE"))
      #expect(broken.output.contains("something else is there, so nothing is compared: 1"), "\(broken.output)")
      try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"], age: 960)
      let withheld = try await HostProcess.run(
        ["plan", "policies/p28.yaml", "--against", "policies/p28.yaml", "--detailed-exitcode"], environment: stage.environment)
      #expect(withheld.code == 1 && withheld.output.contains("nothing to compare: 0 rows: the source `portfolio_state`"))
    }
  }

  @Test func whatAFileGivesIsExplainedWithoutAServer() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    let given = "portfolio_state: {equity_usd: 1e5, timestamp: 2026-01-28T09:59:50Z}\npositions: [BTCUSDT]\nheat: {composite: 7}\n"
    try given.write(to: file, atomically: true, encoding: .utf8)
    let arguments = ["explain", "policies/p28.yaml", "BTCUSDT", "--given", file.path, "--at", "2026-01-28T10:00:00Z"]
    let result = try await HostProcess.run(arguments)
    #expect(result.code == 0, "\(result.errors)")
    // 100000 * 0.02 * (1 - 0.4 * 1 - 0.2 * 0.33)
    #expect(result.output.contains("budget_usd = 1068.0 usd"), "\(result.output)")
    #expect(result.output.contains("equity_usd \"1e5\", fresh, 10s old"))
    #expect(result.output.contains("\"7\", fresh, less than 1s old, outside [0, 1], taken as the nearer end"))
    #expect(result.output.contains("absent, so default, by `default: {stress: 0.0}`"))
    try "heet: {composite: 7}\n".write(to: file, atomically: true, encoding: .utf8)
    let misspelt = try await HostProcess.run(arguments)
    #expect(misspelt.code == 78 && misspelt.errors.contains("did you mean `heat`?"))
  }

  @Test func aPolicyWhoseSinksCannotTellIsComparedWithAnotherOnly() async throws {
    let result = try await HostProcess.run(["plan", "examples/hello/policy.yaml"])
    #expect(result.code == 1 && result.errors.contains("--against"))
    let explained = try await HostProcess.run(["explain", "examples/hello/policy.yaml", "BTCUSDT"])
    #expect(explained.code == 0 && explained.output.contains("budget = 1400.0 usd  (examples/hello/policy.yaml:21)"))
  }
}
