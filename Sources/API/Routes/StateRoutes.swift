internal import Diagnostics
internal import Governor
internal import Policy

/// The routes that tell how the host is.
enum StateRoutes {
  static func all(_ view: HostView) -> [HostRoute] { [index(view), live, ready(view)] + (view.hooks.metrics.map { [metrics($0)] } ?? []) }

  private static func index(_ view: HostView) -> HostRoute {
    let body = Schema.object([
      .init(name: "service", schema: .text), .init(name: "version", schema: .text), .init(name: "policies", schema: .list(.text)),
      .init(name: "routes", schema: .list(.text)),
    ])
    return HostRoute(.get, "/", "index", "Lists what there is.", [.init(status: 200, summary: "What there is.", schema: body)]) { _ in
      let policies = view.board.policies.map(\.policy)
      let own = [
        "/live", "/ready", "/health", "/metrics", "/policies", "/policies/{policy}", "/policies/{policy}/entities",
        "/policies/{policy}/entities/{entity}", "/policies/{policy}/derivation", "/policies/{policy}/sources",
        "/policies/{policy}/comparison", "/openapi.json",
      ].map { "GET \($0)" }
      let routes = own + ["POST /policies/{policy}/checks/{check}", "POST /reload"] + policies.flatMap { $0.routes.map(\.text) }
      var seen: Set<String> = []
      return APIAnswer(
        json: JSONText.object([
          ("service", "\"governor\""), ("version", JSONText.string(view.hooks.version)),
          ("policies", JSONText.array(policies.map { JSONText.string($0.name) })),
          ("routes", JSONText.array(routes.filter { seen.insert($0).inserted }.map(JSONText.string))),
        ]))
    }
  }

  private static var live: HostRoute {
    let body = Schema.object([.init(name: "status", schema: .word(["live"]))])
    return HostRoute(.get, "/live", "live", "Tells that the process answers.", [.init(status: 200, summary: "It does.", schema: body)]) {
      _ in
      APIAnswer(json: #"{"status":"live"}"#)
    }
  }

  private static func ready(_ view: HostView) -> HostRoute {
    let body = Schema.object([
      .init(name: "ready", schema: .boolean),
      .init(
        name: "policies",
        schema: .list(
          .object([
            .init(name: "name", schema: .text), .init(name: "ready", schema: .boolean), .init(name: "counts", schema: .boolean),
            .init(name: "reasons", schema: .list(PolicyState.Reason.schema)),
          ])), isRequired: false),
    ])
    return HostRoute(
      .get, "/ready", "ready",
      "Tells whether every policy has ended its first tick, its sources are within their rules and its sinks take what they are given.",
      [
        .init(status: 200, summary: "They are. Shadows do not count.", schema: body),
        .init(status: 503, summary: "They are not; `reasons` says why.", schema: body),
      ]
    ) { call in
      let states = view.states
      let isReady = states.allSatisfy { !$0.counts || $0.reasons.isEmpty }
      let policies = states.map { state in
        let reasons = state.reasons
        return JSONText.object([
          ("name", JSONText.string(state.live.policy.name)), ("ready", reasons.isEmpty ? "true" : "false"),
          ("counts", state.counts ? "true" : "false"), ("reasons", JSONText.array(reasons.map(\.json))),
        ])
      }
      // Names of sources and what is wrong with them are not for everybody.
      let details = call.isTrusted ? [("policies", JSONText.array(policies))] : []
      return APIAnswer(status: isReady ? 200 : 503, json: JSONText.object([("ready", isReady ? "true" : "false")] + details))
    }
  }

  /// Stands where no policy declares a route of its own at this path.
  static func health(_ view: HostView) -> HostRoute {
    let body = Schema.object([
      .init(name: "status", schema: .word(["healthy", "unhealthy"])), .init(name: "service", schema: .text, isRequired: false),
      .init(name: "unhealthy", schema: .list(.text), isRequired: false),
    ])
    return HostRoute(
      .get, "/health", "health", "Tells whether ticks come and the servers of the policies are there.",
      [
        .init(status: 200, summary: "They are. Shadows do not count.", schema: body),
        .init(status: 503, summary: "A server is away, or a policy does not tick.", schema: body),
      ]
    ) { call in
      let ill = view.states.filter { $0.counts && !$0.isHealthy }.map(\.live.policy.name)
      let isHealthy = ill.isEmpty
      var members = [("status", isHealthy ? "\"healthy\"" : "\"unhealthy\"")]
      if call.isTrusted { members.append(("service", "\"governor\"")) }
      if call.isTrusted, !isHealthy { members.append(("unhealthy", JSONText.array(ill.map(JSONText.string)))) }
      return APIAnswer(status: isHealthy ? 200 : 503, json: JSONText.object(members))
    }
  }

  private static func metrics(_ pages: @escaping APIHooks.Metrics) -> HostRoute {
    let page = HostRoute.Response(
      status: 200, summary: "The metrics, in the format that `Accept` asks for.",
      contentTypes: ["text/plain", "application/openmetrics-text"], schema: .text)
    return HostRoute(.get, "/metrics", "metrics", "The metrics of the host and its policies.", [page]) { call in
      let page = await pages(call.request.value(of: "accept"), call.request.value(of: "accept-encoding"))
      let encoding = page.contentEncoding.map { [(name: "Content-Encoding", value: $0)] } ?? []
      return APIAnswer(contentType: page.contentType, body: page.body, headers: encoding + [("Vary", "Accept, Accept-Encoding")])
    }
  }
}
