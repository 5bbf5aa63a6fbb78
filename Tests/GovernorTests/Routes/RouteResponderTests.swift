import Governor
import GovernorTesting
import Policy
import Testing

/// The calls of policies/p28.yaml, byte for byte, with fakes in the place of its servers.
@Suite struct RouteResponderTests {
  private let p28: P28

  init() throws {
    p28 = try P28()
  }

  private func ask(
    _ p28: P28, _ method: String, _ path: String, _ query: [(String, String)] = [], body: String = "", report: TickReport? = nil,
    isFromLoopback: Bool = true, isDryRun: Bool = false
  ) async throws -> RouteAnswer {
    let routes = ApiRoutes([p28.runner.policy])
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard case .route(_, let route, let places) = routes.match(method, segments) else {
      throw RouteRefusal(404, "no_route", "\(method) \(path)")
    }
    let parameters = try RouteParameters(query: query.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
    let responder = RouteResponder(p28.runner, report: report, endedAt: report.map { _ in p28.clock.monotonic }, isDryRun: isDryRun)
    return await responder.answer(route, RouteRequest(places: places, parameters: parameters, isFromLoopback: isFromLoopback))
  }

  private func tick(_ p28: P28) async -> TickReport {
    // A budget of 1528, as in the facts: 100000 * 0.02 * (1 - 0.236).
    p28.heat.answer(.record(["composite": "0.425"]))
    return await p28.runner.tick()
  }

  // --- check

  @Test func aCheckTellsItsVerdictAndWhatItIsMadeOf() async throws {
    let report = await tick(p28)
    let query = [("symbol", "BTCUSDT"), ("position_notional", "5000")]
    let answer = try await ask(p28, "POST", "/budget/check", query, report: report)
    #expect(answer.status == 200)
    #expect(answer.body == #"{"violation":true,"budget_usd":1528.0,"over_budget":3472.0,"mode":"shadow","enforce":false}"#)
    let body = try await ask(p28, "POST", "/budget/check", body: #"{"symbol":"BTCUSDT","position_notional":5000}"#, report: report)
    #expect(body.body == answer.body)
    let allowed = try await ask(p28, "POST", "/budget/check", [("symbol", "ETHUSDT"), ("position_notional", "1528")], report: report)
    #expect(allowed.body == #"{"violation":false,"budget_usd":1528.0,"over_budget":0.0,"mode":"shadow","enforce":false}"#)
  }

  @Test func inEnforceTheAnswerSaysSo() async throws {
    let p28 = try P28(["P28_MODE": "enforce"])
    let report = await tick(p28)
    let answer = try await ask(p28, "POST", "/budget/check", [("symbol", "BTCUSDT"), ("position_notional", "5000")], report: report)
    #expect(answer.body == #"{"violation":true,"budget_usd":1528.0,"over_budget":3472.0,"mode":"enforce","enforce":true}"#)
  }

  @Test func withoutABudgetItAllowsAndSaysWhy() async throws {
    let words = #"{"violation":false,"budget_usd":null,"over_budget":0.0,"mode":"shadow","reason":"no_budget_data_fail_open"}"#
    let query = [("symbol", "BTCUSDT"), ("position_notional", "5000")]
    #expect(try await ask(p28, "POST", "/budget/check", query).body == words, "before the first tick")
    let report = await tick(p28)
    let unknown = [("symbol", "XRPUSDT"), ("position_notional", "5000")]
    #expect(try await ask(p28, "POST", "/budget/check", unknown, report: report).body == words, "an entity that nobody found")
    p28.portfolio.answer(.record([:]))
    p28.clock.advance(by: 1000)
    let withheld = await tick(p28)
    #expect(try await ask(p28, "POST", "/budget/check", query, report: withheld).body == words, "what is withheld")
  }

  @Test(arguments: [
    ([("symbol", "BTCUSDT")], "missing_parameter"), ([("position_notional", "5")], "missing_parameter"),
    ([("symbol", "BTCUSDT"), ("position_notional", "-1")], "bad_parameter"),
    ([("symbol", "BTCUSDT"), ("position_notional", "nan")], "bad_parameter"),
    ([("symbol", ""), ("position_notional", "1")], "bad_parameter"),
    ([("symbol", "BTCUSDT"), ("position_notional", "1"), ("notional", "2")], "unknown_parameter"),
  ]) func aCheckRefusesWhatIsNotWhole(_ query: [(String, String)], _ code: String) async throws {
    let answer = try await ask(p28, "POST", "/budget/check", query, report: await tick(p28))
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"\(code)\",\"message\":\""))
  }

  // --- show

  @Test func whatASinkHoldsIsAnObjectOfStrings() async throws {
    let report = await tick(p28)
    let answer = try await ask(p28, "GET", "/budget/BTCUSDT", report: report)
    #expect(answer.status == 200)
    #expect(answer.body.hasPrefix(#"{"base_risk_pct":"0.02","budget_usd":"1528.0","cluster_stress":"0.0","equity_usd":"100000.0","#))
    #expect(answer.body.contains(#""symbol":"BTCUSDT","timestamp":"1769594400""#))
  }

  @Test(arguments: ["XRPUSDT", "BTC:USDT", "BTC\u{0}"]) func whereNothingStandsThePolicySaysWhat(_ symbol: String) async throws {
    let answer = try await ask(p28, "GET", "/budget/\(symbol)", report: await tick(p28))
    #expect(answer.status == 200)
    #expect(answer.body == #"{"error":"no_budget_data"}"#)
  }

  @Test func aStoreThatIsAwayIsNoAbsence() async throws {
    p28.budget.fail(PluginFault(.unreachable, place: "redis at x", message: "connection refused"))
    let answer = try await ask(p28, "GET", "/budget/BTCUSDT")
    #expect(answer.status == 503)
    #expect(answer.body == #"{"error":{"code":"store_unreachable","message":"redis at x: connection refused"}}"#)
  }

  // --- inject

  @Test func anInjectionIsRefusedWhereItIsNotEnabledOrComesFromElsewhere() async throws {
    let query = [("equity_usd", "100000"), ("drawdown", "0.0")]
    let disabled = try await ask(p28, "POST", "/test/inject_portfolio_state", query)
    #expect(disabled.status == 403)
    #expect(disabled.body == #"{"error":{"code":"injection_disabled","message":"the policy does not enable injection"}}"#)
    #expect(disabled.log?.level == .warning)
    let enabled = try P28(["P28_TEST_MODE": "1"])
    let elsewhere = try await ask(enabled, "POST", "/test/inject_portfolio_state", query, isFromLoopback: false)
    #expect(elsewhere.status == 403)
    #expect(elsewhere.body.contains("not_from_loopback"))
    #expect(p28.portfolio.injected.isEmpty && enabled.portfolio.injected.isEmpty)
  }

  @Test func aDryRunInjectsNothing() async throws {
    let p28 = try P28(["P28_TEST_MODE": "1"])
    let answer = try await ask(p28, "POST", "/test/inject_portfolio_state", [("equity_usd", "100000")], isDryRun: true)
    #expect(answer.status == 403)
    #expect(answer.body == #"{"error":{"code":"dry_run","message":"the host is a dry run, which writes nothing"}}"#)
    #expect(p28.portfolio.injected.isEmpty)
    #expect(answer.log?.metadata.contains { $0.name == "message" } == false, "the name is taken")
  }

  @Test func anInjectedRecordIsParsedHeldAndGivenTheTimeOfNow() async throws {
    let p28 = try P28(["P28_TEST_MODE": "1"])
    p28.clock.set(now: noon + 0.75)
    let answer = try await ask(p28, "POST", "/test/inject_portfolio_state", [("equity_usd", "100000"), ("drawdown", "0.0")])
    #expect(answer.status == 200)
    let head = #"{"success":true,"injected":{"equity_usd":100000.0,"drawdown":0.0,"timestamp":1769594400},"message":""#
    #expect(answer.body == head + #"the record stands at the fake for 2m"}"#)
    let written = try #require(p28.portfolio.injected.first)
    #expect(written.ttl == 120)
    #expect(written.record.fields.map { "\($0.key)=\($0.text)" } == ["equity_usd=100000.0", "drawdown=0.0", "timestamp=1769594400"])
    let log = try #require(answer.log)
    #expect(log.level == .warning)
    #expect(log.metadata.contains { $0.name == "record" && $0.text.contains("100000.0") })
    let body = try await ask(p28, "POST", "/test/inject_portfolio_state", body: #"{"equity_usd": 2.5e5}"#)
    #expect(body.body.contains(#""injected":{"equity_usd":250000.0,"timestamp":1769594400}"#))
  }

  @Test(arguments: [
    ([("equity_usd", "0")], "bad_parameter"), ([("equity_usd", "inf")], "bad_parameter"), ([("drawdown", "0")], "missing_parameter"),
    ([("equity_usd", "5"), ("drawdown", "2")], "bad_parameter"), ([("equity_usd", "5"), ("drawdwon", "0")], "unknown_parameter"),
    ([("equity_usd", "5"), ("timestamp", "5")], "unknown_parameter"),
  ]) func anInjectionRefusesWhatTheSourceWould(_ query: [(String, String)], _ code: String) async throws {
    let p28 = try P28(["P28_TEST_MODE": "1"])
    let answer = try await ask(p28, "POST", "/test/inject_portfolio_state", query)
    #expect(answer.status == 400)
    #expect(answer.body.contains("\"code\":\"\(code)\""), "\(answer.body)")
    #expect(p28.portfolio.injected.isEmpty)
    #expect(answer.log?.level == .warning)
  }

  @Test func anInjectionThatFailsSaysSo() async throws {
    let p28 = try P28(["P28_TEST_MODE": "yes"])
    p28.portfolio.failInjection(PluginFault(.invalid, place: "redis at x", message: "key `k`: it holds a list, not a hash"))
    let answer = try await ask(p28, "POST", "/test/inject_portfolio_state", [("equity_usd", "5")])
    #expect(answer.status == 503)
    #expect(answer.body.contains("store_unusable"))
  }

  // --- health

  private func health(_ p28: P28, _ report: TickReport?, after seconds: Double = 0) async throws -> RouteAnswer {
    let route = try #require(p28.runner.policy.routes.first { $0.text == "GET /health" })
    let endedAt = p28.clock.monotonic
    p28.clock.advance(by: seconds)
    return await RouteResponder(p28.runner, report: report, endedAt: report.map { _ in endedAt })
      .answer(route, RouteRequest(isFromLoopback: false))
  }

  @Test func healthIsToldByName() async throws {
    let report = await tick(p28)
    let answer = try await health(p28, report, after: 30)
    #expect(answer.status == 200)
    #expect(answer.body == #"{"status":"healthy","service":"p2.8-portfolio-risk-governor","mode":"shadow","redis":"connected"}"#)
    let route = try #require(p28.runner.policy.routes.first { $0.text == "GET /health" })
    let stranger = await RouteResponder(p28.runner, report: report, endedAt: p28.clock.monotonic)
      .answer(route, RouteRequest(isFromLoopback: false, isTrusted: false))
    #expect(stranger.body == #"{"status":"healthy"}"#, "who is not trusted is told no more")
    let late = try await health(p28, report, after: 30.5)
    #expect(late.status == 503)
    #expect(late.body == #"{"status":"unhealthy","service":"p2.8-portfolio-risk-governor","mode":"shadow","redis":"connected"}"#)
    let early = try await health(p28, nil)
    #expect(early.status == 503)
    #expect(early.body == #"{"status":"unhealthy","service":"p2.8-portfolio-risk-governor","mode":"shadow","redis":"disconnected"}"#)
  }

  @Test func aReadOrAWriteThatFindsNoServerIsToldOfItsConnection() async throws {
    let away = PluginFault(.unreachable, place: "redis at x", message: "connection refused")
    p28.cluster.answer(.fault(away))
    #expect(try await health(p28, await tick(p28)).body.hasSuffix(#""redis":"disconnected"}"#))
    p28.cluster.answer(.fault(PluginFault(.invalid, place: "redis at x", message: "WRONGTYPE")))
    #expect(try await health(p28, await tick(p28)).status == 200)
    p28.heat.answer(.fault(away))
    #expect(try await health(p28, await p28.runner.tick()).status == 200, "the heat gate is no connection")
    p28.budget.fail(away)
    #expect(try await health(p28, await tick(p28)).status == 503)
  }
}
