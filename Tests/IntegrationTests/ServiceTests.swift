import Foundation
import Sandbox
import Testing

/// `host run` as a service.
@Suite struct ServiceTests {
  @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItWithZero(signal: Int32) async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment)
      try await eventually("a tick is logged") { host.log.contains(" tick ") }
      if signal == SIGTERM { host.terminate() } else { host.interrupt() }
      let result = try await host.end()
      #expect(result.code == 0)
      #expect(result.errors.contains("stopped"))
    }
  }

  @Test func waitsForARedisThatIsAwayAndGoesOnAfterOneThatWasKilled() async throws {
    try await Stage.with { stage, probe in
      stage.server.kill()
      let settings = ["BUDGET_COMPUTE_INTERVAL_SEC": "0.2"]
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment.merging(settings) { $1 })
      func count(_ text: String) -> Int { host.log.components(separatedBy: text).count - 1 }
      try await eventually("some ticks found nobody") { count("entities=0") >= 5 }
      try await stage.server.start()
      try await eventually("the server is found") { host.log.contains("well again") }
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await eventually("a budget is written") { host.log.contains("written=1") }
      stage.server.kill()
      let written = count("written=1")
      let lost = count("entities=0")
      try await eventually("the loss is noticed") { count("entities=0") > lost + 3 }
      try await stage.server.start()
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await eventually("budgets go on") { count("written=1") > written }
      host.terminate()
      #expect(try await host.end().code == 0)
      let warnings = host.log.split(separator: "\n").filter { $0.contains(" warning redis at ") }
      #expect(warnings.count == 2, "once for each loss: \(warnings)")
    }
  }

  @Test func lastKnownGoodCarriesBudgetsAndThenNothingIsWritten() async throws {
    try await Stage.with { stage, probe in
      let settings = ["BUDGET_COMPUTE_INTERVAL_SEC": "0.2", "STALE_SEC": "4", "MAX_LKG_AGE_SEC": "7", "BUDGET_HASH_TTL_SEC": "1"]
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment.merging(settings) { $1 })
      try await eventually("fresh") {
        // The producer writes until the host has seen it, however long that takes to start.
        try await stage.fill(probe, symbols: ["BTCUSDT"])
        return host.log.contains("source.portfolio_state=fresh")
      }
      try await eventually("last known good") { host.log.contains("source.portfolio_state=stale>last_known_good") }
      #expect(try await probe.hash("quantum:portfolio:budget:BTCUSDT")["equity_usd"] == "100000.0")
      try await eventually("withheld") { host.log.contains("source.portfolio_state=stale>withheld") }
      try await eventually("the budget expires") { try await probe.command("EXISTS", "quantum:portfolio:budget:BTCUSDT") == ["0"] }
      host.terminate()
      let result = try await host.end()
      #expect(result.errors.contains("the last known good record is too old"))
    }
  }

  @Test func theLogIsJSONIfAsked() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let result = try await HostProcess.run(
        ["run", "policies/p28.yaml", "--once", "--log-format", "json"], environment: stage.environment)
      let lines = result.errors.split(separator: "\n")
      let objects = try lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
      let tick = try #require(objects.first { $0["message"] as? String == "tick" })
      #expect(tick["written"] as? Int == 1)
      #expect(tick["mode"] as? String == "shadow")
      #expect((tick["source"] as? [String: String])?["positions"] == "fresh")
    }
  }
}
