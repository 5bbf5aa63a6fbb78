import Foundation
import Governor
import GovernorTesting
import Logging
import Policy
import Testing

@testable import API

/// What a host answers, without a socket.
@Suite struct HostAPITests {
  static let text = """
    policy: pool
    title: A pool
    every: 10s
    for_each: {symbol: positions}
    sources:
      positions: {type: fake, finds_entities: true, fields: {size: {type: number, optional: true}}}
      state: {type: fake, fields: {equity: {type: number}}, fallback: [withhold]}
    values:
      budget: state.equity * 2
    sinks:
      out: {type: fake, fields: {budget: budget}}
    checks:
      limit:
        given: {amount: {type: number, range: [0, 1e9]}}
        violated_when: amount > budget
    """

  struct Bench {
    let api: HostAPI
    let clock: TestClock

    /// The status and the JSON of an answer.
    func ask(
      _ method: String, _ target: String, _ headers: [(name: String, value: String)] = [(name: "Host", value: "localhost")],
      isLocal: Bool = true,
      body: String = ""
    ) async throws -> (status: Int, json: [String: Any], headers: [(name: String, value: String)]) {
      let request = try APIRequest(method: method, target: target, headers: headers, body: Array(body.utf8), isLocal: isLocal)
      let answer = await api.answer(request)
      let json = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
      return (answer.status, try #require(json), answer.headers)
    }
  }

  /// A host of one policy after one tick, unless it is not to tick.
  static func bench(
    _ text: String = text, state: FakeSource.Answer = .record(["equity": "50"]),
    positions: FakeSource.Answer = .entities([("BTC", [:]), ("ETH", [:])]), ticks: Bool = true, token: String? = nil,
    api: String = "", hooks change: (inout APIHooks) -> Void = { _ in }
  ) async throws -> Bench {
    let registry = try Registry.fakes()
    let clock = TestClock()
    let policy = try registry.load(text + api)
    let sources = ["positions": FakeSource(positions), "state": FakeSource(state)].filter { name, _ in
      policy.sources.contains { $0.name == name }
    }
    let fleet = PolicyFleet([PolicyFleet.Member(policy, hash: "0123456789abcdef")], registry: registry, clock: clock) { _ in
      StandIns(sources: sources)
    }
    let engine = PolicyEngine(fleet, clock: clock, observer: Nobody())
    if ticks { await engine.runOnce() }
    var hooks = APIHooks(version: "1.2.3", logger: RunningServer.logger)
    hooks.clock = clock
    change(&hooks)
    let names = HostNames(listening: ListenAddress(host: "127.0.0.1", port: 8049))
    let gatekeeper = Gatekeeper(hosts: names, token: try token.map { try BearerToken(file: Array($0.utf8)) })
    return Bench(api: HostAPI(engine.board, gatekeeper: gatekeeper, hooks: hooks), clock: clock)
  }

  struct Nobody: TickObserver {
    func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int) {}
  }

  private func code(_ json: [String: Any]) -> String? { (json["error"] as? [String: Any])?["code"] as? String }
  private func message(_ json: [String: Any]) -> String? { (json["error"] as? [String: Any])?["message"] as? String }

  @Test func thePoliciesAreToldWithTheirLastTick() async throws {
    let bench = try await Self.bench()
    let list = try await bench.ask("GET", "/policies")
    let first = try #require((list.json["policies"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "pool")
    #expect(first["title"] as? String == "A pool")
    #expect(first["state"] as? String == "running")
    #expect(first["hash"] as? String == "0123456789abcdef")
    let tick = try #require(first["last_tick"] as? [String: Any])
    #expect(tick["written"] as? Int == 1)
    let one = try await bench.ask("GET", "/policies/pool")
    #expect((one.json["sinks"] as? [[String: Any]])?.first?["written"] as? Int == 1)
    #expect((one.json["checks"] as? [[String: Any]])?.first?["name"] as? String == "limit")
    let none = try await bench.ask("GET", "/policies/pol")
    #expect(none.status == 404)
    #expect(message(none.json) == "there is no policy `pol`; did you mean `pool`?")
  }

  @Test func aSinkThatWritesNothingForWantOfAValueIsNotReady() async throws {
    let text = Self.text.replacing("{budget: budget}", with: "{budget: budget, size: found.size}").replacing("found.", with: "positions.")
    func reasons(_ sizes: [String: String]...) async throws -> [String] {
      let rows = sizes.enumerated().map { ("S\($0)", $1) }
      let told = try await Self.bench(text, positions: .entities(rows)).ask("GET", "/policies/pool")
      return (told.json["reasons"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
    }
    #expect(try await reasons(["size": "1"], ["size": "2"]).isEmpty)
    #expect(try await reasons(["size": "1"], [:]).isEmpty, "that one has no value may be the ordinary case")
    #expect(try await reasons([:], [:]) == ["missing"])
    #expect(try await reasons().isEmpty)
  }

  @Test func entitiesThatNobodyKnowsAreNotNone() async throws {
    func entities(_ positions: FakeSource.Answer) async throws -> Any? {
      let told = try await Self.bench(positions: positions).ask("GET", "/policies/pool").json["last_tick"] as? [String: Any]
      return told?["entities"]
    }
    #expect(try await entities(.entities([])) as? Int == 0)
    #expect(try await entities(.fault(PluginFault(.unreachable, place: "redis at a:1", message: "refused"))) is NSNull)
  }

  @Test func anEntityIsToldWithItsDerivation() async throws {
    let bench = try await Self.bench()
    #expect(try await bench.ask("GET", "/policies/pool/entities").json["entities"] as? [String] == ["BTC", "ETH"])
    let told = try await bench.ask("GET", "/policies/pool/entities/ETH")
    #expect(told.status == 200)
    #expect((told.json["entity"] as? [String: String])?["name"] == "ETH")
    let nodes = try #require(told.json["nodes"] as? [[String: Any]])
    #expect(nodes.contains { ($0["value"] as? [String: Any])?["value"] as? Double == 100 })
    #expect(nodes.contains { ($0["field"] as? [String: Any])?["raw"] as? String == "50" })
    let none = try await bench.ask("GET", "/policies/pool/entities/ETC")
    #expect(none.status == 404)
    #expect(message(none.json)?.contains("did you mean") == true)
  }

  @Test func anEntityIsToldWhatIsWrongWithItsOwnRecord() async throws {
    let positions = FakeSource.Answer.entities([("BTC", ["size": "x"]), ("ETH", ["size": "y"]), ("SOL", [:])])
    let bench = try await Self.bench(Self.text.replacing(", optional: true", with: ""), positions: positions)
    let told = ["BTC": "field `size`: `x` is not a number", "ETH": "field `size`: `y` is not a number", "SOL": "field `size` is not there"]
    for (entity, fault) in told {
      let sources = try await bench.ask("GET", "/policies/pool/entities/\(entity)").json["sources"] as? [[String: Any]]
      #expect(sources?.contains { $0["fault"] as? String == fault } == true, "\(entity)")
    }
  }

  @Test func aStaleRecordIsToldWithItsAgeAndNothingOfOtherHosts() async throws {
    let text = """
      policy: pool
      title: A pool
      every: 10s
      sources:
        state:
          type: fake
          fields: {equity: {type: number}, at: {type: time}}
          as_of: at
          stale_after: 30s
          fallback: [last_known_good: 1h, withhold]
      sinks:
        out: {type: fake, fields: {budget: state.equity}}
      """
    let bench = try await Self.bench(text, state: .record(["equity": "50", "at": "\(Int(TestClock().now) - 60)"]))
    let told = try await bench.ask("GET", "/policies/pool/derivation")
    let source = try #require((told.json["sources"] as? [[String: Any]])?.first)
    #expect(source["state"] as? String == "stale")
    #expect(source["read_age_seconds"] as? Double == 60)
    #expect(source["running_host"] == nil)
  }

  @Test func theSourcesAreTold() async throws {
    let bench = try await Self.bench(state: .fault(PluginFault(.unreachable, place: "redis at a:1", message: "connection refused")))
    let sources = try #require(try await bench.ask("GET", "/policies/pool/sources").json["sources"] as? [[String: Any]])
    let state = try #require(sources.first { $0["name"] as? String == "state" })
    #expect(state["state"] as? String == "unreachable")
    #expect(state["outcome"] as? String == "withheld")
    #expect(state["last_error"] as? String == "redis at a:1: connection refused")
    #expect(state["last_read_ms"] is Double)
    #expect(state["last_success_time"] is NSNull)
    let positions = try #require(sources.first { $0["name"] as? String == "positions" })
    #expect((positions["states"] as? [String: Int])?["fresh"] == 2)
  }

  @Test func aCheckIsAskedByQueryOrBody() async throws {
    let bench = try await Self.bench()
    let allowed = try await bench.ask("POST", "/policies/pool/checks/limit?symbol=BTC&amount=99")
    #expect(allowed.status == 200)
    #expect(allowed.json["violation"] as? Bool == false)
    let violated = try await bench.ask("POST", "/policies/pool/checks/limit", body: #"{"symbol": "BTC", "amount": 101}"#)
    #expect(violated.json["violation"] as? Bool == true)
    #expect(try await bench.ask("POST", "/policies/pool/checks/limit?symbol=BTC").status == 400)
    #expect(try await bench.ask("POST", "/policies/pool/checks/limit?symbol=BTC&amount=nan").status == 400)
    #expect(try await bench.ask("POST", "/policies/pool/checks/limit", body: String(repeating: "[", count: 60_000)).status == 400)
    #expect(try await bench.ask("POST", "/policies/pool/checks/limits?amount=1").status == 404)
  }

  @Test func readyWaitsForTheFirstTickAndForSourcesWithinTheirRules() async throws {
    let early = try await Self.bench(ticks: false)
    let before = try await early.ask("GET", "/ready")
    #expect(before.status == 503)
    #expect(try await early.ask("GET", "/policies/pool/entities").status == 503)
    #expect(try await Self.bench().ask("GET", "/ready").status == 200)
    let withheld = try await Self.bench(state: .record([:])).ask("GET", "/ready")
    #expect(withheld.status == 503)
    let policies = try #require(withheld.json["policies"] as? [[String: Any]])
    #expect((policies[0]["reasons"] as? [[String: String]])?.first?["code"] == "withheld")
    #expect(try await Self.bench(state: .record([:])).ask("GET", "/live").status == 200, "the process itself is well")
  }

  @Test func aPolicyWhoseTicksDoNotComeIsNeitherReadyNorHealthy() async throws {
    let bench = try await Self.bench()
    bench.clock.advance(by: 30)
    #expect(try await bench.ask("GET", "/ready").status == 200)
    #expect(try await bench.ask("GET", "/health").status == 200)
    bench.clock.advance(by: 1)
    #expect(try await bench.ask("GET", "/ready").status == 503)
    #expect(try await bench.ask("GET", "/health").status == 503)
    #expect(try await bench.ask("GET", "/live").status == 200)
  }

  @Test func aServerThatIsAwayIsNotHealthy() async throws {
    let away = FakeSource.Answer.fault(PluginFault(.unreachable, place: "a", message: "b"))
    let health = try await Self.bench(state: away).ask("GET", "/health")
    #expect(health.status == 503)
    #expect(health.json["status"] as? String == "unhealthy")
    #expect(try await Self.bench(state: .record([:])).ask("GET", "/health").status == 200, "an absent record is no server's fault")
  }

  @Test func whatIsNotThereIsToldAsJSON() async throws {
    let bench = try await Self.bench()
    let nothing = try await bench.ask("GET", "/polices")
    #expect(nothing.status == 404)
    #expect(message(nothing.json) == "there is nothing here; did you mean `GET /policies`?")
    let method = try await bench.ask("DELETE", "/reload")
    #expect(method.status == 405)
    #expect(code(method.json) == "method_not_allowed")
    #expect(method.headers.first { $0.name == "Allow" }?.value == "POST")
    #expect(try await bench.ask("POST", "/health").headers.first { $0.name == "Allow" }?.value == "GET, HEAD")
    #expect(try await bench.ask("HEAD", "/policies").status == 200)
    #expect(try await bench.ask("GET", "/metrics").status == 404)
    #expect(try await bench.ask("GET", "/policies/pool/comparison").status == 404)
    #expect(try await bench.ask("GET", "/live", [(name: "Host", value: "evil.example")]).status == 421)
  }

  @Test func aTokenIsWantedForAllButProbes() async throws {
    let bench = try await Self.bench(state: .record([:]), token: "0123456789abcdef")
    let host = (name: "Host", value: "localhost")
    for path in ["/", "/policies", "/metrics", "/openapi.json", "/nothing", "/reload"] {
      let answer = try await bench.ask("GET", path)
      #expect(answer.status == 401, "\(path)")
      #expect(answer.headers.contains { $0.name == "WWW-Authenticate" })
    }
    #expect(try await bench.ask("GET", "/live").status == 200)
    let ready = try await bench.ask("GET", "/ready")
    #expect(ready.status == 503)
    #expect(ready.json["policies"] == nil, "what is wrong is for those with the token")
    let shown = [host, (name: "Authorization", value: "Bearer 0123456789abcdef")]
    #expect(try await bench.ask("GET", "/ready", shown).json["policies"] != nil)
    #expect(try await bench.ask("GET", "/policies", shown).status == 200)
  }

  private static let shown = [(name: "Host", value: "localhost"), (name: "Authorization", value: "Bearer 0123456789abcdef")]

  @Test(arguments: ["", "\napi:\n  GET /health: {health: desk}\n"])
  func withoutTheTokenHealthIsAStatusAlone(api: String) async throws {
    let bench = try await Self.bench(token: "0123456789abcdef", api: api)
    let stranger = try await bench.ask("GET", "/health")
    #expect(stranger.status == 200)
    #expect(stranger.json as? [String: String] == ["status": "healthy"])
    #expect(try await bench.ask("GET", "/health", Self.shown).json["service"] != nil)
    let document = try await bench.ask("GET", "/openapi.json", Self.shown).json
    #expect(try security(document, "/health")?.isEmpty == true)
    #expect(try security(document, "/policies") == nil)
  }

  /// What a route does decides, and not its path.
  @Test func whatIsNoHealthWantsTheTokenAtItsPathToo() async throws {
    let bench = try await Self.bench(
      token: "0123456789abcdef", api: "\napi:\n  GET /health: {show: out, absent: {secret: told}}\n  GET /well: {health: desk}\n")
    for path in ["/health", "/well"] { #expect(try await bench.ask("GET", path).status == 401, "\(path)") }
    #expect(try await bench.ask("HEAD", "/health").status == 401)
    #expect(try await bench.ask("GET", "/health", Self.shown).json as? [String: String] == ["secret": "told"])
    let document = try await bench.ask("GET", "/openapi.json", Self.shown).json
    for path in ["/health", "/well"] { #expect(try security(document, path) == nil, "\(path)") }
  }

  /// What the document says of the token for `GET` of a path; nil where it says nothing, so that the token is wanted.
  private func security(_ document: [String: Any], _ path: String) throws -> [Any]? {
    let operations = try #require((document["paths"] as? [String: Any])?[path] as? [String: Any])
    return try #require(operations["get"] as? [String: Any])["security"] as? [Any]
  }

  @Test func loadingAnewIsForThisMachineOrTheToken() async throws {
    func bench(_ isGood: Bool, token: String? = nil) async throws -> Bench {
      try await Self.bench(token: token) { hooks in
        hooks.reload = { APIHooks.Reloading(isGood: isGood, policies: [("pool", "00")], findings: []) }
      }
    }
    #expect(try await Self.bench().ask("POST", "/reload").status == 404)
    #expect(try await bench(true).ask("POST", "/reload").status == 200)
    #expect(try await bench(true).ask("POST", "/reload", isLocal: false).status == 403)
    let shown = [(name: "Host", value: "localhost"), (name: "Authorization", value: "Bearer 0123456789abcdef")]
    #expect(try await bench(true, token: "0123456789abcdef").ask("POST", "/reload", shown, isLocal: false).status == 200)
    let bad = try await bench(false).ask("POST", "/reload")
    #expect(bad.status == 422)
    #expect(code(bad.json) == "unprocessable")
  }

  @Test func metricsHaveTheHeadersOfTheirPage() async throws {
    let bench = try await Self.bench { hooks in
      hooks.metrics = { accept, encoding in
        APIHooks.MetricsPage(body: Array("{}".utf8), contentType: "text/x; of=\(accept ?? "none")", contentEncoding: encoding)
      }
    }
    let headers = [
      (name: "Host", value: "localhost"), (name: "Accept", value: "a"), (name: "accept", value: "b"),
      (name: "Accept-Encoding", value: "gzip"),
    ]
    let answer = await bench.api.answer(try APIRequest(method: "GET", target: "/metrics", headers: headers))
    #expect(answer.contentType == "text/x; of=a, b")
    #expect(answer.headers.contains { $0.name == "Content-Encoding" && $0.value == "gzip" })
  }

  @Test func theDocumentNamesEveryRouteAndItsTokenIfAny() async throws {
    let open = try await Self.bench().ask("GET", "/openapi.json").json
    let paths = try #require(open["paths"] as? [String: Any])
    #expect(paths["/policies/{policy}/entities/{entity}"] != nil)
    #expect(paths["/openapi.json"] != nil)
    #expect(open["security"] == nil)
    let shown = [(name: "Host", value: "localhost"), (name: "Authorization", value: "Bearer 0123456789abcdef")]
    let closed = try await Self.bench(token: "0123456789abcdef").ask("GET", "/openapi.json", shown).json
    #expect(closed["security"] != nil)
  }
}
