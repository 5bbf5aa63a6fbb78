extension CheckedPolicy {
  /// The routes of the policy's `api` told as data, in the order of the file.
  public var routeDescriptions: [RouteDescription] {
    var taken: [String: Int] = [:]
    return routes.map { route in
      let stem = Self.operation(route)
      taken[stem, default: 0] += 1
      return describe(route, taken[stem] == 1 ? stem : "\(stem)_\(taken[stem] ?? 0)")
    }
  }

  private func describe(_ route: RouteDeclaration, _ operation: String) -> RouteDescription {
    let places = route.path.placeholders.map {
      RouteParameter(name: $0, shape: .text, isRequired: true, summary: "The name of the \(entity ?? "entity").")
    }
    func description(
      _ summary: String, _ parameters: [RouteParameter], _ responses: [RouteResponse]
    ) -> RouteDescription {
      RouteDescription(
        method: route.method, path: route.path, operation: operation, summary: summary, tellsHealth: route.tellsHealth,
        pathParameters: places,
        parameters: parameters,
        responses: responses)
    }
    switch route.action {
    case .show(let sink, let absent):
      return description(
        "Shows what stands now in the place of the sink `\(sink)`.", [], Self.shown(absent: absent))
    case .check(let name, let undecided):
      guard let check = checks.first(where: { $0.name == name }) else { return description("", [], []) }
      return description(
        "Asks the check `\(name)`.", parameters(of: check, besides: route.path.placeholders),
        responses(of: check, undecided: undecided))
    case .inject(let name, _, _):
      guard let source = sources.first(where: { $0.name == name }) else { return description("", [], []) }
      return description(
        "Writes a record in the place of the source `\(name)`, for tests.", Self.parameters(of: source), Self.injected(source))
    case .health:
      return description("Tells whether the policy \(self.name) is well.", [], healthResponses)
    }
  }

  /// What a check is asked with, save what stands in the path: the entity, and what it is given.
  public func parameters(of check: CheckDeclaration, besides inPath: [String] = []) -> [RouteParameter] {
    var parameters: [RouteParameter] = []
    if let entity, check.cadence == .perEntity, !inPath.contains(entity) {
      parameters = [RouteParameter(name: entity, shape: .text, isRequired: true, summary: "The name of the \(entity).")]
    }
    return parameters + check.given.map { Self.parameter($0, isRequired: $0.absence == .required) }
  }

  /// What a check may answer.
  public func responses(of check: CheckDeclaration, undecided: [RouteMember] = []) -> [RouteResponse] {
    var members = [JSONShape.Member("violation", .boolean)]
    let reported = Set(check.report.map(\.name))
    members += values(inConditionOf: check).filter { !reported.contains($0.name) }.map { .init($0.name, .nullable(Self.shape($0.type))) }
    members += check.report.map { report in
      let said = undecided.first { $0.name == report.name }.map { Self.shape($0.value) }
      return .init(report.name, .nullable(said.map { .either([Self.shape(report.type), $0]) } ?? Self.shape(report.type)))
    }
    members.append(.init("mode", .word(Mode.allCases.map(\.rawValue))))
    members.append(.init("enforce", .boolean, isRequired: false))
    let known = Set(members.map(\.name))
    members += undecided.filter { !known.contains($0.name) }.map { .init($0.name, Self.shape($0.value), isRequired: false) }
    if !members.contains(where: { $0.name == "reason" }) { members.append(.init("reason", .text, isRequired: false)) }
    return [
      RouteResponse(status: 200, summary: "What the check says; `enforce` is there where it could decide.", body: .object(members)),
      Self.refusal(400, "A parameter is missing, unknown or no value that it may have."),
    ]
  }

  /// What the condition of a check reads of the policy's values and of its sources: what an answer shows. Params, the entity and the time are
  /// known to whoever asks.
  public func values(inConditionOf check: CheckDeclaration) -> [CheckDeclaration.Reading] {
    check.condition.filter { reading in reading.name.contains(".") || values.contains { $0.name == reading.name } }
  }

  private static func shown(absent: [RouteMember]?) -> [RouteResponse] {
    let stored = JSONShape.object([], others: .text)
    let unreachable = refusal(503, "What is stored cannot be read.")
    guard let absent else {
      return [
        RouteResponse(status: 200, summary: "What stands there.", body: stored), refusal(404, "Nothing stands there."), unreachable,
      ]
    }
    let other = JSONShape.object(absent.map { .init($0.name, shape($0.value)) })
    return [
      RouteResponse(status: 200, summary: "What stands there, or that nothing does.", body: .either([stored, other])), unreachable,
    ]
  }

  /// What an injection is given: the fields of the source, save the one that takes the time of now.
  private static func parameters(of source: SourceDeclaration) -> [RouteParameter] {
    source.fields.enumerated().filter { $0.offset != source.asOf }.map {
      parameter($0.element, isRequired: $0.element.absence == .required)
    }
  }

  private static func injected(_ source: SourceDeclaration) -> [RouteResponse] {
    let fields = source.fields.enumerated().map { index, field in
      JSONShape.Member(field.name, shape(field.type), isRequired: field.absence == .required || index == source.asOf)
    }
    let body: [JSONShape.Member] = [.init("success", .boolean), .init("injected", .object(fields)), .init("message", .text)]
    return [
      RouteResponse(status: 200, summary: "The record is written.", body: .object(body)),
      refusal(400, "A field is missing, unknown or no value that it may have."),
      refusal(403, "Injection is not enabled, or the request does not come from this machine."),
      refusal(503, "The record could not be written."),
    ]
  }

  private var healthResponses: [RouteResponse] {
    let heads: [JSONShape.Member] = [
      .init("status", .word(["healthy", "unhealthy"])),
      // Without the host's token no more than the status is told.
      .init("service", .text, isRequired: false), .init("mode", .word(Mode.allCases.map(\.rawValue)), isRequired: false),
    ]
    let body = JSONShape.object(heads + connections.map { .init($0.name, .word(["connected", "disconnected"]), isRequired: false) })
    return [
      RouteResponse(status: 200, summary: "The policy ticks, and its servers are there.", body: body),
      RouteResponse(status: 503, summary: "A server is away, or the policy does not tick.", body: body),
    ]
  }

  private static func parameter(_ field: RecordField, isRequired: Bool) -> RouteParameter {
    // A number outside of a range that clamps is no fault.
    let range = field.outside == .clamp ? nil : field.range
    let shape: JSONShape =
      switch field.kind {
      case .number: .number(range)
      case .text: .text
      case .boolean: .boolean
      case .time: .either([.number(nil), .text])
      }
    let summary = "A \(field.kind.rawValue)" + (field.type.unit.map { $0.isRatio ? "" : " in \($0)" } ?? "") + "."
    return RouteParameter(name: field.name, shape: shape, isRequired: isRequired, summary: summary)
  }

  private static func shape(_ type: ValueType) -> JSONShape {
    switch type {
    case .number, .time: .number(nil)
    case .text: .text
    case .boolean: .boolean
    }
  }

  private static func shape(_ value: Constant) -> JSONShape {
    switch value {
    case .number, .time: .number(nil)
    case .text(let text): .word([text])
    case .boolean: .boolean
    }
  }

  private static func refusal(_ status: Int, _ summary: String) -> RouteResponse {
    RouteResponse(status: status, summary: summary, body: .error)
  }

  /// The method and path as a name.
  private static func operation(_ route: RouteDeclaration) -> String {
    let parts = route.path.segments.map { segment in
      switch segment {
      case .literal(let text): text
      case .placeholder(let name): "by_\(name)"
      }
    }
    let name = ([route.method.rawValue.lowercased()] + parts).joined(separator: "_")
    return String(decoding: name.utf8.map { Word.isPart($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }
}
