import Foundation
import Sandbox
import TestSupport
import Testing

/// The calls of the deployed service, byte for byte, through the real binary on a real Redis.
@Suite struct P28CallsTests {
  private static func answer(_ port: Int, _ request: String) async throws -> String {
    let response = try await HTTPTests.ask(port, request, request.hasPrefix("POST") ? ["Content-Length: 0"] : [])
    return "\(response.status) \(response.body)"
  }

  @Test func theAnswersAreThoseOfTheDeployedService() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      stage.heat.set("portfolio_heat_composite_normalized 0.425\n")
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment)
      let port = try await HTTPTests.port(host)
      try await eventually("a budget is written") { host.log.contains("written=1") }
      #expect(
        try await Self.answer(port, "GET /health")
          == #"200 {"status":"healthy","service":"p2.8-portfolio-risk-governor","mode":"shadow","redis":"connected"}"#)
      // 100000 · 0.02 · (1 − (0.4 · 0.425 + 0.2 · 0.33)) = 1528.
      let hash = try await probe.hash("quantum:portfolio:budget:BTCUSDT")
      let budget = try #require(hash["budget_usd"])
      #expect(Double(budget).map { abs($0 - 1528) < 1e-9 } == true)
      #expect(try await Self.answer(port, "GET /budget/NONE") == #"200 {"error":"no_budget_data"}"#)
      let shown = try HTTPTests.json(try await HTTPTests.ask(port, "GET /budget/BTCUSDT"))
      #expect(shown as? [String: String] == hash)
      #expect(
        try await Self.answer(port, "POST /budget/check?symbol=BTCUSDT&position_notional=1000")
          == #"200 {"violation":false,"budget_usd":\#(budget),"over_budget":0.0,"mode":"shadow","enforce":false}"#)
      let over = try HTTPTests.json(
        try await HTTPTests.ask(port, "POST /budget/check?symbol=BTCUSDT&position_notional=5000", ["Content-Length: 0"]))
      #expect(over["violation"] as? Bool == true)
      #expect((over["over_budget"] as? Double).map { abs($0 - 3472) < 1e-9 } == true)
      #expect(
        try await Self.answer(port, "POST /budget/check?symbol=NONE&position_notional=1")
          == #"200 {"violation":false,"budget_usd":null,"over_budget":0.0,"mode":"shadow","reason":"no_budget_data_fail_open"}"#)
      #expect(try await Self.answer(port, "POST /test/inject_portfolio_state?equity_usd=1&drawdown=0").hasPrefix("403 "))
      #expect(try await probe.hash("quantum:state:portfolio")["equity_usd"] == "100000.0")
      stage.server.kill()
      try await eventually("Redis is missed") { try await Self.answer(port, "GET /health").hasPrefix("503 ") }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func anInjectionIsWrittenAndLogged() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment.merging(["P28_TEST_MODE": "1"]) { $1 })
      let port = try await HTTPTests.port(host)
      try await eventually("a budget is written") { host.log.contains("written=1") }
      let before = Date().timeIntervalSince1970.rounded(.down)
      let answer = try HTTPTests.json(
        try await HTTPTests.ask(
          port, "POST /test/inject_portfolio_state?equity_usd=50000&drawdown=0.01", ["Content-Length: 0"]))
      #expect(answer["success"] as? Bool == true)
      let hash = try await probe.hash("quantum:state:portfolio")
      #expect(hash["equity_usd"] == "50000.0")
      #expect(hash["timestamp"].flatMap(Double.init).map { $0 >= before } == true)
      let life = try #require(try await probe.timeToLive("quantum:state:portfolio"))
      #expect((1...120).contains(life))
      #expect(host.log.split(separator: "\n").contains { $0.contains(" warning ") && $0.contains("inject") && $0.contains("50000") })
      // Bad values change nothing.
      let bad = try await Self.answer(port, "POST /test/inject_portfolio_state?equity_usd=nan&drawdown=0")
      #expect(bad.hasPrefix("400 "), "\(bad)")
      #expect(try await probe.hash("quantum:state:portfolio")["equity_usd"] == "50000.0")
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }
}
