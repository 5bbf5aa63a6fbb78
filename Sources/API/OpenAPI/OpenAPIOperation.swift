internal import Diagnostics
internal import Policy

/// One way of calling the host, as OpenAPI tells it.
struct OpenAPIOperation: Sendable {
  private struct Response {
    let status: Int
    let summary: String
    let contentTypes: [String]
    let schema: Schema?
  }

  let method: String
  let path: String
  private let operation: String
  private let summary: String
  private let tag: String
  private let places: [(name: String, summary: String)]
  private let parameters: [RouteParameter]
  private let takesAnyParameter: Bool
  private let responses: [Response]
  private let isProbe: Bool

  /// A route of the host.
  init(_ route: HostRoute) {
    method = route.method.rawValue
    path = route.path
    operation = route.operation
    summary = route.summary
    tag = "host"
    places = route.segments.compactMap { segment in
      if case .place(let name) = segment { (name, "The name of the \(name).") } else { nil }
    }
    parameters = []
    takesAnyParameter = route.operation == "ask_check"
    responses = route.responses.map { Response(status: $0.status, summary: $0.summary, contentTypes: $0.contentTypes, schema: $0.schema) }
    isProbe = route.isProbe
  }

  /// A route that a policy declares.
  init(_ route: RouteDescription, policy: String) {
    method = route.method.rawValue
    path = "\(route.path)"
    operation = "\(policy)_\(route.operation)"
    summary = route.summary
    tag = policy
    places = route.pathParameters.map { ($0.name, $0.summary) }
    parameters = route.parameters
    takesAnyParameter = false
    responses = route.responses.map {
      Response(status: $0.status, summary: $0.summary, contentTypes: ["application/json"], schema: .of($0.body))
    }
    isProbe = route.tellsHealth && path == "/health"
  }

  /// The operation as OpenAPI writes it.
  func json(hasToken: Bool) -> String {
    var members = [
      ("operationId", JSONText.string(operation)), ("summary", JSONText.string(summary)), ("tags", JSONText.array([JSONText.string(tag)])),
    ]
    let all = places.map(place) + parameters.map(query)
    if !all.isEmpty { members.append(("parameters", JSONText.array(all))) }
    if method == "POST", !parameters.isEmpty || takesAnyParameter { members.append(("requestBody", body)) }
    members.append(("responses", JSONText.object(answers(hasToken: hasToken))))
    if hasToken, isProbe { members.append(("security", "[]")) }
    return JSONText.object(members)
  }

  private func place(_ place: (name: String, summary: String)) -> String {
    JSONText.object([
      ("name", JSONText.string(place.name)), ("in", "\"path\""), ("required", "true"), ("description", JSONText.string(place.summary)),
      ("schema", #"{"type":"string","minLength":1}"#),
    ])
  }

  /// A parameter that may stand in the query. It is never required there, as it may stand in the body.
  private func query(_ parameter: RouteParameter) -> String {
    JSONText.object([
      ("name", JSONText.string(parameter.name)), ("in", "\"query\""), ("required", "false"),
      ("description", JSONText.string(parameter.summary)), ("schema", Schema.of(parameter.shape).json),
    ])
  }

  /// The same in one JSON object.
  private var body: String {
    let members = parameters.map { Schema.Member(name: $0.name, schema: Schema.of($0.shape), isRequired: false) }
    let schema = Schema.object(members, others: takesAnyParameter ? .anything : nil)
    return JSONText.object([
      ("required", "false"),
      ("description", JSONText.string("What the query does not give; each name stands in one of the two.")),
      ("content", JSONText.object([("application/json", JSONText.object([("schema", schema.json)]))])),
    ])
  }

  private func answers(hasToken: Bool) -> [(String, String)] {
    var all = responses
    func add(_ code: APIFault.Code, _ summary: String) {
      guard !all.contains(where: { $0.status == code.status }) else { return }
      all.append(Response(status: code.status, summary: summary, contentTypes: ["application/json"], schema: .named("Error")))
    }
    add(.badRequest, "This is not a request that the host understands.")
    if hasToken, !isProbe { add(.unauthorized, "The token is missing, or another.") }
    add(.bodyTooLarge, "The body is too large.")
    add(.misdirected, "The host does not go by the name in `Host`.")
    add(.unavailable, "There is no answer within the time for it.")
    return all.sorted { $0.status < $1.status }.map { response in
      var members = [("description", JSONText.string(response.summary))]
      if let schema = response.schema {
        let content = response.contentTypes.map { ($0, JSONText.object([("schema", schema.json)])) }
        members.append(("content", JSONText.object(content)))
      }
      return ("\(response.status)", JSONText.object(members))
    }
  }
}
