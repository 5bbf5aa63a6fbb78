import Foundation
import Governor
import GovernorTesting
import Policy
import Sandbox
import Sinks
import Sources
import TestSupport
import Testing

/// The routes of policies/p28.yaml on a real Redis, with the heat gate alone played.
@Suite(.timeLimit(.minutes(3)))
struct P28RoutesOnRedisTests {
  private static func runner(_ server: RedisServer, clock: TestClock) throws -> PolicyRunner {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "policies/p28.yaml"), encoding: .utf8)
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let policy = try registry.load(text, environment: ["REDIS_URL": server.unixURL, "P28_TEST_MODE": "1"], path: "p28.yaml")
    let heat = FakeSource(.record(["composite": "0.425"]))
    return PolicyRunner(policy, registry: registry, clock: clock, standIns: StandIns(sources: ["heat": heat]))
  }

  private static func ask(
    _ runner: PolicyRunner, _ call: String, _ places: [String: String] = [:], query: [(name: String, value: String)] = [],
    report: TickReport? = nil
  ) async throws -> RouteAnswer {
    let route = try #require(runner.policy.routes.first { $0.text == call })
    return await RouteResponder(runner, report: report, endedAt: report.map { _ in 0 }).answer(
      route, RouteRequest(places: places, parameters: try RouteParameters(query: query), isFromLoopback: true))
  }

  @Test func whatIsInjectedIsComputedWrittenShownAndAskedFor() async throws {
    try await RedisServer.with { server in
      let clock = TestClock(now: 1_769_594_400)
      let runner = try Self.runner(server, clock: clock)
      try await server.run(["HSET", "quantum:position:snapshot:BTCUSDT", "position_notional_usd", "5"])
      let injected = try await Self.ask(
        runner, "POST /test/inject_portfolio_state", query: [("equity_usd", "100000"), ("drawdown", "0.0")])
      #expect(injected.status == 200)
      #expect(injected.body.hasPrefix(#"{"success":true,"injected":{"equity_usd":100000.0,"drawdown":0.0,"timestamp":1769594400},"#))
      #expect(try await server.run(["TTL", "quantum:state:portfolio"])[0] == ["120"])
      let report = await runner.tick()
      #expect(report.written == 1)
      // As the server tells the fields: in the order in which they were written.
      #expect(
        try await Self.ask(runner, "GET /budget/{symbol}", ["symbol": "BTCUSDT"]).body
          == #"{"symbol":"BTCUSDT","budget_usd":"1528.0","stress_factor":"0.23600000000000002","equity_usd":"100000.0","portfolio_heat":"0.425","#
          + #""cluster_stress":"0.0","vol_regime":"0.33","mode":"shadow","timestamp":"1769594400","base_risk_pct":"0.02"}"#)
      #expect(
        try await Self.ask(runner, "GET /budget/{symbol}", ["symbol": "ETHUSDT"]).body == #"{"error":"no_budget_data"}"#)
      #expect(
        try await Self.ask(runner, "POST /budget/check", query: [("symbol", "BTCUSDT"), ("position_notional", "5000")]).body
          == #"{"violation":true,"budget_usd":1528.0,"over_budget":3472.0,"mode":"shadow","enforce":false}"#)
      #expect(try await Self.ask(runner, "GET /health", report: report).status == 200)
      server.kill()
      let lost = await runner.tick()
      #expect(
        try await Self.ask(runner, "GET /health", report: lost).body
          == #"{"status":"unhealthy","service":"p2.8-portfolio-risk-governor","mode":"shadow","redis":"disconnected"}"#)
      let shown = try await Self.ask(runner, "GET /budget/{symbol}", ["symbol": "BTCUSDT"])
      #expect(shown.status == 503)
      #expect(shown.body.hasPrefix(#"{"error":{"code":"store_unreachable","message":"redis at "#))
      let again = try await Self.ask(runner, "POST /test/inject_portfolio_state", query: [("equity_usd", "1")])
      #expect(again.status == 503)
      await runner.close()
    }
  }
}
