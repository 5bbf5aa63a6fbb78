internal import Diagnostics
internal import Governor
internal import Policy

/// The routes that ask a question with something given, or change something.
enum ChangeRoutes {
  static func all(_ view: HostView) -> [HostRoute] { [check(view), reload(view)] }

  private static func refusal(_ status: Int, _ summary: String) -> HostRoute.Response {
    .init(status: status, summary: summary, schema: .named("Error"))
  }

  private static func check(_ view: HostView) -> HostRoute {
    HostRoute(
      .post, "/policies/{policy}/checks/{check}", "ask_check",
      "Asks a check of a policy over the values of its last tick. What it is given, and the entity, stand in the query or in one JSON object.",
      [
        .init(status: 200, summary: "What the check says.", schema: .named("CheckAnswer")),
        refusal(400, "A parameter is missing, unknown or no value that it may have."), refusal(404, "There is no such policy or check."),
      ]
    ) { call throws(APIFault) in
      let live = try view.state(call).live
      let name = call.place("check")
      guard live.policy.checks.contains(where: { $0.name == name }) else {
        let help = Suggestion.help(for: name, among: live.policy.checks.map(\.name)).map { "; \($0)" } ?? ""
        throw APIFault(.notFound, "the policy `\(live.policy.name)` has no check `\(name.shown(limit: 60))`\(help)")
      }
      do throws(RouteRefusal) {
        let parameters = try RouteParameters(query: call.request.query, body: call.request.body)
        let request = RouteRequest(parameters: parameters, isFromLoopback: call.request.isLocal)
        return APIAnswer(await RouteResponder(live).check(name, request))
      } catch {
        return APIAnswer(error.answer)
      }
    }
  }

  private static func reload(_ view: HostView) -> HostRoute {
    let findings = Schema.list(.object([], others: .anything))
    let good = Schema.object([
      .init(name: "reloaded", schema: .boolean),
      .init(name: "policies", schema: .list(.object([.init(name: "name", schema: .text), .init(name: "hash", schema: .text)]))),
      .init(name: "added", schema: .list(.text), isRequired: false), .init(name: "changed", schema: .list(.text), isRequired: false),
      .init(name: "removed", schema: .list(.text), isRequired: false), .init(name: "findings", schema: findings),
    ])
    let bad = Schema.object([.init(name: "error", schema: .anything), .init(name: "findings", schema: findings)])
    return HostRoute(
      .post, "/reload", "reload", "Loads the policies anew, and puts them in the place of those that run, if they are good.",
      [
        .init(status: 200, summary: "They run from their next tick on.", schema: good),
        refusal(403, "Neither from this machine nor with a token."), refusal(404, "This host cannot load its policies anew."),
        .init(status: 422, summary: "They are bad, and nothing has changed.", schema: bad),
      ]
    ) { call throws(APIFault) in
      guard let reload = view.hooks.reload else { throw APIFault(.notFound, "this host cannot load its policies anew") }
      guard call.request.isLocal || call.hasShownToken else {
        throw APIFault(.forbidden, "only this machine, or somebody with the token, may load the policies anew")
      }
      let outcome = await reload()
      let findings = ("findings", JSONText.array(outcome.findings.map(\.json)))
      guard outcome.isGood else {
        let fault = APIFault(.unprocessable, "the new policies are bad, and those that ran go on")
        return APIAnswer(status: fault.code.status, json: JSONText.object([fault.member, findings]))
      }
      let policies = outcome.policies.map { JSONText.object([("name", JSONText.string($0.name)), ("hash", JSONText.string($0.hash))]) }
      let changes = outcome.changes.map { ($0.word, JSONText.array($0.names.map(JSONText.string))) }
      return APIAnswer(json: JSONText.object([("reloaded", "true"), ("policies", JSONText.array(policies))] + changes + [findings]))
    }
  }
}
