import Governor
import GovernorTesting
import Policy
import Testing

@Suite struct RouteMatchingTests {
  private func policy(_ name: String, _ routes: String...) throws -> CheckedPolicy {
    try Registry.fakes().load(
      """
      policy: \(name)
      for_each: {symbol: found}
      sources: {found: {type: fake, finds_entities: true, fields: {size: {type: number}}}}
      sinks: {out: {type: fake, fields: {symbol: symbol, size: found.size}}}
      checks: {room: {given: {wanted: {type: number}}, violated_when: wanted > found.size}}
      api:

      """ + routes.map { "  \($0)\n" }.joined())
  }

  private func routes() throws -> ApiRoutes {
    ApiRoutes([
      try policy("a", "POST /a/{symbol}/check: {check: room}", "POST /a/check: {check: room}"),
      try policy("b", "GET /health: {health: b}", "GET /a/other: {health: b}"),
    ])
  }

  private func found(_ match: ApiRoutes.Match) -> String {
    switch match {
    case .route(let policy, let route, let places):
      "\(policy): \(route.text) \(places.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
    case .otherMethod(let allowed): "other: \(allowed.map(\.rawValue))"
    case .none: "none"
    }
  }

  @Test func aRequestFindsItsRoute() throws {
    let routes = try routes()
    #expect(found(routes.match("POST", ["a", "BTC/USDT", "check"])) == #"a: POST /a/{symbol}/check ["symbol=BTC/USDT"]"#)
    #expect(found(routes.match("POST", ["a", "check"])) == "a: POST /a/check []")
    #expect(found(routes.match("GET", ["health"])) == "b: GET /health []")
  }

  @Test func whatIsKnownByAnotherMethodIsTold() throws {
    let routes = try routes()
    #expect(found(routes.match("DELETE", ["a", "check"])) == #"other: ["POST"]"#)
    #expect(found(routes.match("post", ["a", "check"])) == #"other: ["POST"]"#)
    #expect(found(routes.match("POST", ["health"])) == #"other: ["GET"]"#)
  }

  @Test(arguments: [["a"], [], ["a", "", "check"], ["a", "x", "check", ""], ["A", "check"], ["health", ""]])
  func whatNobodyClaimsFindsNothing(_ segments: [String]) throws {
    #expect(found(try routes().match("POST", segments)) == "none")
  }
}
