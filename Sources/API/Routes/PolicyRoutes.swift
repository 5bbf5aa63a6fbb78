internal import Diagnostics
internal import Governor
internal import Policy

/// The routes that tell of the policies.
enum PolicyRoutes {
  static func all(_ view: HostView) -> [HostRoute] {
    [list(view), detail(view), entities(view), entity(view), derivation(view), sources(view), comparison(view)]
  }

  private static let unknown = HostRoute.Response(status: 404, summary: "There is no such thing.", schema: .named("Error"))
  private static let early = HostRoute.Response(
    status: 503, summary: "The first tick has not ended, or could not find out which entities there are.", schema: .named("Error"))

  private static func list(_ view: HostView) -> HostRoute {
    let body = Schema.object([.init(name: "policies", schema: .list(.named("PolicySummary")))])
    return HostRoute(
      .get, "/policies", "list_policies", "Lists the policies that run, each shadow behind its primary.",
      [.init(status: 200, summary: "The policies.", schema: body)]
    ) { _ in
      APIAnswer(json: JSONText.object([("policies", JSONText.array(view.states.map(\.summary)))]))
    }
  }

  private static func detail(_ view: HostView) -> HostRoute {
    HostRoute(
      .get, "/policies/{policy}", "show_policy", "Tells of one policy and its last tick.",
      [.init(status: 200, summary: "The policy.", schema: .named("Policy")), unknown]
    ) { call throws(APIFault) in APIAnswer(json: try view.state(call).detail) }
  }

  private static func entities(_ view: HostView) -> HostRoute {
    let body = Schema.object([
      .init(name: "policy", schema: .text), .init(name: "entity", schema: .nullable(.text)), .init(name: "entities", schema: .list(.text)),
    ])
    return HostRoute(
      .get, "/policies/{policy}/entities", "list_entities", "Lists the entities of the last tick by name.",
      [.init(status: 200, summary: "The names, sorted.", schema: body), unknown, early]
    ) { call throws(APIFault) in
      let report = try known(view, call)
      let table = report.snapshot.entities ?? EntityTable()
      let names = (0..<table.count).map { table.name($0) }.sorted()
      return APIAnswer(
        json: JSONText.object([
          ("policy", JSONText.string(report.policy.name)), ("entity", JSONText.optional(report.policy.entity)),
          ("entities", JSONText.array(names.map(JSONText.string))),
        ]))
    }
  }

  private static func entity(_ view: HostView) -> HostRoute {
    HostRoute(
      .get, "/policies/{policy}/entities/{entity}", "explain_entity",
      "Tells why the outputs of an entity are what they are, as `host explain --json` does, for the last tick.",
      [.init(status: 200, summary: "The derivation; docs/guide/explain.md has its members.", schema: .named("Derivation")), unknown, early]
    ) { call throws(APIFault) in
      let report = try known(view, call)
      let name = call.place("entity")
      guard let kind = report.policy.entity else {
        throw APIFault(
          .notFound, "the policy `\(report.policy.name)` has no entities; `/policies/\(report.policy.name)/derivation` tells of its values")
      }
      guard let table = report.snapshot.entities, table.row(of: name) != nil, let json = await view.desk.json(report, of: name) else {
        let known = report.snapshot.entities.map { table in (0..<min(table.count, 10_000)).map { table.name($0) } } ?? []
        let help = Suggestion.help(for: name, among: known).map { "; \($0)" } ?? ""
        throw APIFault(.notFound, "the last tick had no `\(kind)` `\(name.shown(limit: 60))`\(help)")
      }
      return APIAnswer(json: json)
    }
  }

  private static func derivation(_ view: HostView) -> HostRoute {
    HostRoute(
      .get, "/policies/{policy}/derivation", "explain_policy",
      "Tells why the outputs of a policy without entities are what they are, for the last tick.",
      [.init(status: 200, summary: "The derivation.", schema: .named("Derivation")), unknown, early]
    ) { call throws(APIFault) in
      let report = try report(view, call)
      guard report.policy.entity == nil, let json = await view.desk.json(report, of: nil) else {
        throw APIFault(.notFound, "the policy `\(report.policy.name)` has entities: `/policies/\(report.policy.name)/entities` lists them")
      }
      return APIAnswer(json: json)
    }
  }

  private static func sources(_ view: HostView) -> HostRoute {
    HostRoute(
      .get, "/policies/{policy}/sources", "list_sources", "Tells how the sources of a policy are, and how their reads have gone.",
      [.init(status: 200, summary: "The sources.", schema: .named("Sources")), unknown]
    ) { call throws(APIFault) in APIAnswer(json: SourceList.json(try view.state(call))) }
  }

  private static func comparison(_ view: HostView) -> HostRoute {
    HostRoute(
      .get, "/policies/{policy}/comparison", "compare_policy", "Tells how a shadow differs from its primary since either was changed.",
      [.init(status: 200, summary: "The differences.", schema: .object([], others: .anything)), unknown, early]
    ) { call throws(APIFault) in
      let state = try view.state(call)
      let name = state.live.policy.name
      guard state.live.policy.shadowOf != nil else { throw APIFault(.notFound, "the policy `\(name)` is not a shadow of another") }
      guard let json = view.hooks.comparison?(state.live) else {
        let primary = state.live.policy.shadowOf ?? ""
        guard view.board.policy(named: primary) != nil else {
          throw APIFault(.unavailable, "the primary `\(primary)` of the shadow `\(name)` does not run here")
        }
        throw APIFault(.unavailable, "no tick of the shadow `\(name)` has been compared yet")
      }
      return APIAnswer(json: json)
    }
  }

  /// The last tick of the policy that a path names, if it could find out which entities there are.
  private static func known(_ view: HostView, _ call: RouteCall) throws(APIFault) -> TickReport {
    let report = try report(view, call)
    guard report.knowsEntities else { throw APIFault(.unavailable, PolicyState.unknownEntities(report)) }
    return report
  }

  /// The last tick of the policy that a path names.
  private static func report(_ view: HostView, _ call: RouteCall) throws(APIFault) -> TickReport {
    let state = try view.state(call)
    guard let report = state.status.report else {
      throw APIFault(.unavailable, "the first tick of the policy `\(state.live.policy.name)` has not ended")
    }
    return report
  }
}
