import Diagnostics

/// A route that writes data for tests, and may: whoever can reach it from the host's machine decides what the policy computes.
enum InjectionEnabled {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.routes.compactMap { route in
      guard case .inject(let source, _, true) = route.action else { return nil }
      return Diagnostic(
        .injectionEnabled, .warning, "`\(route.text)` may write records in the place of `\(source)`, of which money is computed",
        at: route.span, caption: "enabled", help: "disable it where the policy runs for real; accept it where this is a test")
    }
  }
}
