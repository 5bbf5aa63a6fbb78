internal import Diagnostics
internal import Policy

/// Describes what a host answers, for programs: OpenAPI 3.1.
enum OpenAPIDocument {
  /// The route under which the document is found; `write` gets the route itself.
  static func route(_ write: @escaping @Sendable (HostRoute) -> String) -> HostRoute {
    func route(_ answer: @escaping @Sendable (RouteCall) async throws(APIFault) -> APIAnswer) -> HostRoute {
      HostRoute(
        .get, "/openapi.json", "openapi", "This document.",
        [.init(status: 200, summary: "The document.", schema: .object([], others: .anything))], answer: answer)
    }
    let description = route { _ in APIAnswer(json: "{}") }
    return route { _ in APIAnswer(json: write(description)) }
  }

  /// The document for the routes of the host and those that policies declare.
  static func json(routes: [HostRoute], health: HostRoute, policies: [CheckedPolicy], version: String, hasToken: Bool) -> String {
    var operations = routes.map { OpenAPIOperation($0) }
    for policy in policies {
      operations += policy.routeDescriptions.map { OpenAPIOperation($0, policy: policy.name) }
    }
    if !operations.contains(where: { $0.path == health.path && $0.method == health.method.rawValue }) {
      operations.append(OpenAPIOperation(health))
    }
    var order: [String] = []
    var byPath: [String: [OpenAPIOperation]] = [:]
    for operation in operations {
      if byPath[operation.path] == nil { order.append(operation.path) }
      byPath[operation.path, default: []].append(operation)
    }
    let paths = order.map { path in
      (path, JSONText.object((byPath[path] ?? []).map { ($0.method.lowercased(), $0.json(hasToken: hasToken)) }))
    }
    let tags = ["host"] + policies.filter { !$0.routes.isEmpty }.map(\.name)
    var members = [
      ("openapi", "\"3.1.0\""),
      (
        "info",
        JSONText.object([
          ("title", "\"Governor\""), ("version", JSONText.string(version)),
          ("description", JSONText.string("What a host answers: the routes that every host has, and those that its policies declare.")),
        ])
      ),
      ("tags", JSONText.array(tags.map { JSONText.object([("name", JSONText.string($0))]) })), ("paths", JSONText.object(paths)),
      ("components", components(hasToken: hasToken)),
    ]
    if hasToken { members.append(("security", #"[{"token":[]}]"#)) }
    return JSONText.object(members)
  }

  private static func components(hasToken: Bool) -> String {
    let schemas: [(String, Schema)] = [
      ("Error", .of(.error)), ("PolicySummary", PolicyState.summarySchema), ("Policy", PolicyState.detailSchema),
      ("Sources", SourceList.schema), ("Derivation", derivation),
      ("CheckAnswer", .object([.init(name: "violation", schema: .boolean), .init(name: "mode", schema: .text)], others: .anything)),
    ]
    var members = [("schemas", JSONText.object(schemas.map { ($0.0, $0.1.json) }))]
    if hasToken { members.append(("securitySchemes", #"{"token":{"type":"http","scheme":"bearer"}}"#)) }
    return JSONText.object(members)
  }

  private static let derivation = Schema.object(
    [
      .init(name: "version", schema: .count), .init(name: "policy", schema: .text), .init(name: "mode", schema: .text),
      .init(name: "entity", schema: .nullable(.object([.init(name: "kind", schema: .text), .init(name: "name", schema: .text)]))),
      .init(name: "now", schema: .number),
    ] + ["sinks", "nodes", "sources", "sensitivities"].map { .init(name: $0, schema: .list(.object([], others: .anything))) },
    others: .anything)
}
