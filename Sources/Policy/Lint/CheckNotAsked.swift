import Diagnostics

/// A check that no tick and no route of the policy asks.
enum CheckNotAsked {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    let asked = Set(policy.routes.compactMap { if case .check(let name, _) = $0.action { name } else { nil } })
    return policy.checks.filter { $0.eachTick == nil && !asked.contains($0.name) }.map { check in
      Diagnostic(
        .checkNotAsked, .warning,
        "nothing of the policy asks the check `\(check.name)`: it has no `each_tick`, and no route of `api` asks it",
        at: check.span, caption: "never asked",
        help:
          "add `each_tick:`, which gives it what it is given in every tick, or a route: `POST /\(check.name)/check: {check: \(check.name)}`"
      )
    }
  }
}
