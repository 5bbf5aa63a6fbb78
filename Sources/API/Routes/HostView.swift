internal import Diagnostics
internal import Governor
internal import Policy

/// What the routes of the host look at.
struct HostView: Sendable {
  let board: PolicyBoard
  let hooks: APIHooks
  let desk = DerivationDesk()

  /// How each policy is, now.
  var states: [PolicyState] {
    let now = hooks.clock.monotonic
    return board.policies.map { PolicyState($0, at: now) }
  }

  /// How the policy is that a path names.
  func state(_ call: RouteCall) throws(APIFault) -> PolicyState {
    let name = call.place("policy")
    guard let live = board.policy(named: name) else {
      let names = board.policies.map(\.policy.name)
      let help = Suggestion.help(for: name, among: names).map { "; \($0)" } ?? ""
      throw APIFault(.notFound, "there is no policy `\(name.shown(limit: 60))`\(help)")
    }
    return PolicyState(live, at: hooks.clock.monotonic)
  }
}

/// Works out derivations one after another: somebody who asks for many at a time must not take the processors from the ticks.
actor DerivationDesk {
  /// The derivation of an entity as JSON; nil where the tick knows no such entity.
  func json(_ report: TickReport, of entity: String?) -> String? {
    Task.isCancelled ? nil : report.derivation(of: entity, isOfHost: true)?.json
  }
}
