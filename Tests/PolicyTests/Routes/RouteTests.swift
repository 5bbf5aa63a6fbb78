import Diagnostics
import Policy
import Testing

@Suite struct RouteTests {
  private func policy(_ routes: String..., environment: [String: String] = [:]) throws -> CheckedPolicy {
    let outcome = try load(routes, environment: environment)
    return try #require(outcome.policy, "\(Loading.shown(outcome))")
  }

  private func load(_ routes: [String], environment: [String: String] = [:]) throws -> PolicyLoader.Outcome {
    try Loading.load(
      """
      policy: desk
      connections: {other: "redis://localhost:6380/0", redis: "redis://localhost:6379/0", idle: "redis://localhost:6381/0"}
      for_each: {symbol: found}
      params: {limit: 5}
      sources:
        found: {type: redis_scan, keys: "pos:{symbol}", fields: {size: {type: number, optional: true}}}
        state: {type: redis_hash, key: state, fields: {equity: {type: number, range: "(0, 9]"}, on: {type: boolean, default: false}, at: {type: time}}, as_of: at}
      values: {room: "state.on ? 0 : state.equity * 2%"}
      sinks:
        limits: {type: redis_hash, connection: other, key: "limit:{symbol}", ttl: 5m, fields: {room: room}}
      checks:
        size:
          given: {wanted: {type: number, range: [0, 1]}, by: {type: text, optional: true}}
          violated_when: wanted > room && found.size > limit && symbol != 'X' && now > state.at && room > 0
          report: {word: "by ?? 'none'", room: room}
      api:

      """ + routes.map { "  \($0)\n" }.joined(), environment: environment)
  }

  @Test func aPolicyTellsItsRoutesAndTheConnectionsThatItUses() throws {
    let policy = try policy("GET /health: {health: desk}", "POST /limits/{symbol}/check: {check: size}")
    #expect(policy.routes.map(\.text) == ["GET /health", "POST /limits/{symbol}/check"])
    #expect(policy.connections.map(\.name) == ["other", "redis"])
  }

  @Test(arguments: ["1", "true", "True", "TRUE", "yes", "on", "0", "false", "no", "NO", "off"])
  func aSwitchIsReadStrictly(_ word: String) throws {
    let policy = try policy("POST /test: {inject: state, ttl: 2m, enabled: \"${SWITCH}\"}", environment: ["SWITCH": word])
    guard case .inject(let source, let ttl, let isEnabled) = policy.routes[0].action else {
      Issue.record("it injects nothing")
      return
    }
    #expect(source == "state" && ttl == 120)
    #expect(isEnabled == ["1", "true", "yes", "on"].contains(word.lowercased()))
  }

  @Test(arguments: ["2", "tRUE", "y", "enabled", " 1", "01", "null"]) func whatIsNoSwitchIsRefused(_ word: String) throws {
    let outcome = try load(["POST /test: {inject: state, ttl: 2m, enabled: \"${SWITCH}\"}"], environment: ["SWITCH": word])
    #expect(outcome.policy == nil)
    #expect(outcome.findings.sorted.filter { $0.severity == .error }.map(\.code) == [.wrongType])
  }

  @Test func membersOfAnAnswerHaveTheTypesInWhichTheyAreWritten() throws {
    let policy = try policy(
      "GET /limits/{symbol}: {show: limits, absent: {number: 0.0, quoted: '0.0', yes: true, text: no data, e: 1e3, percent: 5%}}")
    guard case .show(_, let absent) = policy.routes[0].action else {
      Issue.record("it shows nothing")
      return
    }
    #expect(
      absent?.map(\.value) == [.number(0), .text("0.0"), .boolean(true), .text("no data"), .number(1000), .text("5%")])
  }

  /// Values and fields that the condition names, each once; no param, and neither the entity nor the time.
  @Test func aCheckTellsWhatItsConditionReads() throws {
    let policy = try policy("GET /health: {health: desk}")
    #expect(policy.values(inConditionOf: try #require(policy.checks.first)).map(\.name) == ["room", "found.size", "state.at"])
  }

  @Test func aRouteOfACheckIsDescribed() throws {
    let route = try #require(
      try policy("POST /limits/{symbol}/check: {check: size, undecided: {word: none, reason: no_data}}").routeDescriptions.first)
    #expect(route.operation == "post_limits_by_symbol_check")
    #expect(route.pathParameters.map(\.name) == ["symbol"])
    #expect(
      route.parameters.map { "\($0.name) \($0.isRequired) \($0.shape)" } == ["wanted true number(Optional([0, 1]))", "by false text"])
    #expect(route.responses.map(\.status) == [200, 400])
    guard case .object(let members, _) = route.responses[0].body else {
      Issue.record("the answer is no object")
      return
    }
    #expect(members.map(\.name) == ["violation", "found.size", "state.at", "word", "room", "mode", "enforce", "reason"])
    #expect(members.filter { !$0.isRequired }.map(\.name) == ["enforce", "reason"])
  }

  @Test func routesOfTheOtherKindsAreDescribed() throws {
    let routes = try policy(
      "GET /health: {health: desk}", "GET /limits/{symbol}: {show: limits}", "GET /with/{symbol}: {show: limits, absent: {error: none}}",
      "POST /limits/check: {check: size}", "POST /te-st: {inject: state, ttl: 2m, enabled: no}", "POST /te_st: {check: size}"
    ).routeDescriptions
    #expect(
      routes.map(\.operation) == [
        "get_health", "get_limits_by_symbol", "get_with_by_symbol", "post_limits_check", "post_te_st", "post_te_st_2",
      ])
    #expect(
      routes.map { $0.responses.map(\.status) } == [
        [200, 503], [200, 404, 503], [200, 503], [200, 400], [200, 400, 403, 503], [200, 400],
      ])
    #expect(routes[3].parameters.map(\.name) == ["symbol", "wanted", "by"])
    #expect(routes[4].parameters.map { "\($0.name) \($0.isRequired)" } == ["equity true", "on false"])
    guard case .object(let members, _) = routes[0].responses[0].body else {
      Issue.record("the answer is no object")
      return
    }
    #expect(members.map(\.name) == ["status", "service", "mode", "other", "redis"])
  }

  @Test func aShadowTakesNoRouteOver() throws {
    let day = "policy: day\nsinks: {out: {type: console, fields: {at: now}}}\napi:\n  GET /health: {health: day}\n"
    let outcome = try Loading.load("policy: night\nextends: day.yaml\nshadow_of: day\n", path: "night.yaml", files: ["day.yaml": day])
    #expect(try #require(outcome.policy).routes.isEmpty)
  }

  @Test func anInjectionThatIsEnabledIsWarnedOfAndCanBeAccepted() throws {
    let text = """
      policy: desk
      connections: {redis: "redis://localhost:6379/0"}
      sources: {state: {type: redis_hash, key: state, fields: {equity: {type: number}}}}
      sinks: {out: {type: console, fields: {equity: state.equity}}}
      api:
        POST /test: {inject: state, ttl: 2m, enabled: yes}

      """
    #expect(try Loading.load(text).findings.sorted.map(\.code) == [.injectionEnabled])
    let accepted = try Loading.load(text.replacing("enabled: yes}", with: "enabled: yes, accept: {GV0370: a test bench}}"))
    #expect(accepted.findings.sorted.isEmpty)
    #expect(accepted.accepted == [.injectionEnabled])
  }
}
