import Foundation
import Sandbox
import Testing

/// `host run --once` on real servers.
@Suite struct RunOnceTests {
  @Test func writesTenFieldsWithATimeToLiveForEachPosition() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"])
      try await probe.command("HSET", "quantum:cluster:stress:default", "stress", "0.12")
      let before = Int(Date().timeIntervalSince1970)
      let result = try await HostProcess.run(["run", "policies/p28.yaml", "--once"], environment: stage.environment)
      #expect(result.code == 0, "\(result.errors)")
      for symbol in ["BTCUSDT", "ETHUSDT"] {
        var hash = try await probe.hash("quantum:portfolio:budget:\(symbol)")
        let time = try #require(hash.removeValue(forKey: "timestamp").flatMap { Int($0) })
        #expect((before...before + 30).contains(time))
        #expect(
          hash == [
            "symbol": symbol, "budget_usd": "1432.0", "stress_factor": "0.28400000000000003", "equity_usd": "100000.0",
            "portfolio_heat": "0.425", "cluster_stress": "0.12", "vol_regime": "0.33", "mode": "shadow", "base_risk_pct": "0.02",
          ])
        #expect(try await probe.timeToLive("quantum:portfolio:budget:\(symbol)") ?? -1 > 0)
      }
      #expect(result.errors.contains("written=2"))
    }
  }

  @Test func writesNothingWhereThePortfolioStateIsSixteenMinutesOld() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"], age: 960)
      let result = try await HostProcess.run(["run", "policies/p28.yaml", "--once"], environment: stage.environment)
      #expect(result.code == 0)
      #expect(try await probe.command("KEYS", "quantum:portfolio:budget:*").isEmpty)
      #expect(result.errors.contains("withheld=1"))
      #expect(result.errors.contains("source.portfolio_state=stale>withheld"))
    }
  }

  @Test func endsWithOneWhereAWriteFails() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"])
      try await probe.command("SET", "quantum:portfolio:budget:BTCUSDT", "somebody's own")
      let result = try await HostProcess.run(["run", "policies/p28.yaml", "--once"], environment: stage.environment)
      #expect(result.code == 1)
      #expect(result.errors.contains("WRONGTYPE"))
      #expect(result.errors.contains("written=1") && result.errors.contains("failed=1"))
      #expect(try await probe.hash("quantum:portfolio:budget:ETHUSDT")["budget_usd"] != nil)
    }
  }

  @Test func endsWithOneWhereRedisIsAway() async throws {
    let port = try Loopback.freePort()
    let result = try await HostProcess.run(
      ["run", "policies/p28.yaml", "--once"],
      environment: ["REDIS_URL": "redis://:hunter2@127.0.0.1:\(port)/0", "HEAT_GATE_METRICS_URL": "http://127.0.0.1:\(port)/metrics"])
    #expect(result.code == 1)
    #expect(result.errors.contains("127.0.0.1:\(port)"))
    #expect(!(result.errors + result.output).contains("hunter2"))
  }

  @Test func aDryRunSaysWhatItWouldWriteAndWritesNothing() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let result = try await HostProcess.run(["run", "policies/p28.yaml", "--once", "--dry-run"], environment: stage.environment)
      #expect(result.code == 0)
      #expect(
        result.output.contains("HSET quantum:portfolio:budget:BTCUSDT symbol BTCUSDT budget_usd 1528.0 stress_factor 0.23600000000000002 "))
      #expect(result.output.contains("EXPIRE quantum:portfolio:budget:BTCUSDT 300"))
      #expect(try await probe.command("KEYS", "quantum:portfolio:budget:*").isEmpty)
    }
  }

  @Test func theOperatorsEnvironmentIsObeyed() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"], age: 45)
      stage.heat.set("p26_heat_value 0.5\n")
      try await probe.command("HSET", "quantum:cluster:stress:alt", "stress", "1")
      let settings = [
        "P28_MODE": "enforce", "BASE_RISK_PCT": "0.01", "ALPHA_HEAT": "0.2", "BETA_CLUSTER": "0.1", "GAMMA_VOL": "0", "MIN_BUDGET_K": "1",
        "MAX_BUDGET_K": "750", "STALE_SEC": "60", "MAX_LKG_AGE_SEC": "120", "BUDGET_HASH_TTL_SEC": "77",
        "BUDGET_COMPUTE_INTERVAL_SEC": "5", "CLUSTER_ID": "alt", "HEAT_GATE_METRIC": "p26_heat_value", "PORT": "8049", "P28_TEST_MODE": "0",
      ]
      let result = try await HostProcess.run(
        ["run", "policies/p28.yaml", "--once"], environment: stage.environment.merging(settings) { $1 })
      #expect(result.code == 0, "\(result.errors)")
      let hash = try await probe.hash("quantum:portfolio:budget:BTCUSDT")
      #expect(hash["mode"] == "enforce")
      #expect(hash["base_risk_pct"] == "0.01")
      #expect(hash["stress_factor"] == "0.2")
      #expect(hash["budget_usd"] == "750.0")
      #expect((1...77).contains(try await probe.timeToLive("quantum:portfolio:budget:BTCUSDT") ?? -1))
    }
  }
}
