import Diagnostics

/// A check that no tick asks: what would ask it from outside is not built, so nothing does.
enum CheckNotAsked {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.checks.filter { $0.eachTick == nil }.map { check in
      Diagnostic(
        .checkNotAsked, .warning, "nothing asks the check `\(check.name)`: it has no `each_tick`, and this version has no API to ask it by",
        at: check.span, caption: "never asked", help: "add `each_tick:`, which gives it what it is given, in every tick")
    }
  }
}
