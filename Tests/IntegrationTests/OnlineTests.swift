import Foundation
import Sandbox
import Testing

/// `host validate --online` on real servers.
@Suite struct OnlineTests {
  private static let arguments = ["validate", "--online", "policies/p28.yaml"]

  @Test func allIsWell() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await probe.command("HSET", "quantum:cluster:stress:default", "stress", "0.12")
      try await probe.command("HSET", "quantum:state:market:BTCUSDT", "vol_regime", "LOW_VOL")
      let result = try await HostProcess.run(Self.arguments, environment: stage.environment)
      #expect(result.code == 0, "\(result.output)")
      #expect(!result.output.contains("GV04"))
      #expect(try await probe.command("KEYS", "quantum:portfolio:budget:*").isEmpty)
    }
  }

  @Test func eachFindingStandsAtItsPlaceInThePolicy() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await probe.command("HSET", "quantum:state:portfolio", "equity_usd", "-5")
      try await probe.command("SET", "quantum:cluster:stress:default", "no hash")
      try await probe.command("DEL", "quantum:state:market:BTCUSDT")
      try await probe.command("HSET", "quantum:position:snapshot:EU:ETHUSDT", "position_notional_usd", "1")
      let result = try await HostProcess.run(Self.arguments + ["--format", "json"], environment: stage.environment)
      #expect(result.code == 1, "\(result.output)")
      let text = try String(contentsOf: HostProcess.root.appending(path: "policies/p28.yaml"), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let policies = try #require(document["policies"] as? [[String: Any]])
      let findings = try #require(policies.first?["findings"] as? [[String: Any]])
      var places: [String: Substring] = [:]
      for finding in findings {
        guard let code = finding["code"] as? String, code.hasPrefix("GV04"),
          let start = (finding["span"] as? [String: Any])?["start"] as? [String: Any],
          let line = start["line"] as? Int
        else { continue }
        places[code] = lines[line - 1]
      }
      #expect(places["GV0405"]?.contains("equity_usd:") == true)
      #expect(places["GV0402"]?.contains("quantum:cluster:stress:{cluster_id}") == true)
      #expect(places["GV0403"]?.contains("quantum:state:market:{symbol}") == true)
      #expect(places["GV0408"] != nil)
    }
  }

  @Test func aKeyThatASinkCannotWrite() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await probe.command("RPUSH", "quantum:portfolio:budget:BTCUSDT", "somebody's own")
      let result = try await HostProcess.run(Self.arguments, environment: stage.environment)
      #expect(result.code == 1, "\(result.output)")
      #expect(result.output.contains("error[GV0409]: the sink `budget` could not write: key `quantum:portfolio:budget:BTCUSDT`"))
      #expect(try await probe.command("TYPE", "quantum:portfolio:budget:BTCUSDT") == ["list"])
    }
  }

  @Test func aServerThatIsAwayEndsWithTwo() async throws {
    let port = try Loopback.freePort()
    let result = try await HostProcess.run(
      Self.arguments,
      environment: ["REDIS_URL": "redis://:hunter2@127.0.0.1:\(port)/0", "HEAT_GATE_METRICS_URL": "http://127.0.0.1:\(port)/metrics"])
    #expect(result.code == 2, "\(result.output)")
    #expect(result.output.contains("GV0401") && !result.output.contains("GV0403"))
    #expect(!(result.errors + result.output).contains("hunter2"))
  }

  @Test func aBadPolicyIsToldWithoutAskingAnyone() async throws {
    let result = try await HostProcess.run(["validate", "--online", "Tests/PolicyTests/Golden/sinks-missing.yaml"])
    #expect(result.code == 1)
    #expect(!result.output.contains("GV04"))
  }
}
