public import Governor
internal import Logging
internal import Policy

/// What a host answers over HTTP: the routes that every host has, and those that its policies declare. Knows no socket.
public struct HostAPI: Sendable {
  let hooks: APIHooks
  private let board: PolicyBoard
  private let gatekeeper: Gatekeeper
  private let routes: [HostRoute]
  private let health: HostRoute

  /// The answers about what is on a board.
  public init(_ board: PolicyBoard, gatekeeper: Gatekeeper, hooks: APIHooks) {
    self.board = board
    self.gatekeeper = gatekeeper
    self.hooks = hooks
    let view = HostView(board: board, hooks: hooks)
    var routes = StateRoutes.all(view) + PolicyRoutes.all(view) + ChangeRoutes.all(view)
    let health = StateRoutes.health(view)
    // Which routes there are changes with the policies, so that the document is written when it is asked for.
    let described = routes
    let hasToken = gatekeeper.hasToken
    routes.append(
      OpenAPIDocument.route { own in
        OpenAPIDocument.json(
          routes: described + [own], health: health, policies: view.board.policies.map(\.policy), version: hooks.version, hasToken: hasToken
        )
      })
    self.routes = routes
    self.health = health
  }

  /// Answers a request. It never throws: whatever goes wrong is in the answer.
  public func answer(_ request: APIRequest) async -> APIAnswer {
    do throws(APIFault) {
      try gatekeeper.check(request)
      return try await dispatch(request, refusal: refusal(request))
    } catch {
      return error.answer
    }
  }

  /// Why the client may not know all; nil where it may.
  private func refusal(_ request: APIRequest) -> APIFault? {
    do throws(APIFault) {
      try gatekeeper.authorize(request)
      return nil
    } catch {
      return error
    }
  }

  /// Finds the route, and has it answer. With a refusal that is done for probes alone, which carry no token; what a route is decides whether it
  /// is one, for a policy may put another in its place.
  private func dispatch(_ request: APIRequest, refusal: APIFault?) async throws(APIFault) -> APIAnswer {
    let isTrusted = refusal == nil
    // Whoever may not ask is not told either which paths there are.
    func admit(isProbe: Bool) throws(APIFault) { if let refusal, !isProbe { throw refusal } }
    // A server that answers GET answers HEAD, with the same headers.
    let method = request.method == "HEAD" ? "GET" : request.method
    var allowed: [String] = []
    for route in routes {
      guard let places = route.match(request.path) else { continue }
      if route.method.rawValue == method {
        try admit(isProbe: route.isProbe)
        return try await route.answer(
          RouteCall(request: request, places: places, isTrusted: isTrusted, hasShownToken: isTrusted && gatekeeper.hasToken))
      }
      allowed.append(route.method.rawValue)
    }
    let policies = board.policies
    switch ApiRoutes(policies.map(\.policy)).match(method, request.path) {
    case .route(let name, let route, let places):
      if let live = policies.first(where: { $0.policy.name == name }) {
        try admit(isProbe: route.isProbe)
        return await declared(
          route, of: live,
          RouteCall(request: request, places: places, isTrusted: isTrusted, hasShownToken: isTrusted && gatekeeper.hasToken))
      }
    case .otherMethod(let methods): allowed += methods.map(\.rawValue)
    case .none: break
    }
    if request.path == ["health"] {
      if method == "GET" {
        try admit(isProbe: health.isProbe)
        return try await health.answer(
          RouteCall(request: request, places: [:], isTrusted: isTrusted, hasShownToken: isTrusted && gatekeeper.hasToken))
      }
      allowed.append("GET")
    }
    try admit(isProbe: false)
    guard allowed.isEmpty else {
      let list = Set(allowed + (allowed.contains("GET") ? ["HEAD"] : [])).sorted().joined(separator: ", ")
      throw APIFault(.methodNotAllowed, "this path takes \(list)", headers: [("Allow", list)])
    }
    let known = (routes + [health]).map { "\($0.method.rawValue) \($0.path)" } + policies.flatMap { $0.policy.routes.map(\.text) }
    throw APIFault(.notFound, "there is nothing here; \(NearestRoute.help(for: request.path, among: known))")
  }

  /// The answer of a route that a policy declares.
  private func declared(_ route: RouteDeclaration, of live: LivePolicy, _ call: RouteCall) async -> APIAnswer {
    do throws(RouteRefusal) {
      let parameters = try RouteParameters(query: call.request.query, body: call.request.body)
      let request = RouteRequest(
        places: call.places, parameters: parameters, isFromLoopback: call.request.isLocal, isTrusted: call.isTrusted)
      let answer = await RouteResponder(live, isDryRun: hooks.isDryRun).answer(route, request)
      answer.log.map(log)
      return APIAnswer(answer)
    } catch {
      return APIAnswer(error.answer)
    }
  }

  private func log(_ line: RouteLog) {
    let metadata = Logger.Metadata(line.metadata.map { ($0.name, "\($0.text)") }, uniquingKeysWith: { first, _ in first })
    switch line.level {
    case .info: hooks.logger.info("\(line.message)", metadata: metadata)
    case .warning: hooks.logger.warning("\(line.message)", metadata: metadata)
    }
  }
}

extension RouteDeclaration {
  /// Whether it may be asked without the token: then it says no more than a status.
  var isProbe: Bool { tellsHealth && text == "GET /health" }
}

extension APIAnswer {
  /// The answer of a route of a policy.
  init(_ answer: RouteAnswer) { self.init(status: answer.status, json: answer.body) }
}
