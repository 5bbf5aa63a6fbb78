import Diagnostics

/// A source, a value or a param that nothing uses: what is not needed is not read, and a name that is forgotten may be one that was meant.
enum Unused {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    let values = policy.values.filter { !policy.uses.names.contains($0.name) }.map { value in
      Diagnostic(
        .unused, .warning, "nothing that is written uses the value `\(value.name)`", at: value.span, caption: "unused",
        help: "write it with a sink, or take it out")
    }
    let sources = policy.sources.filter { !$0.providesEntities && !policy.uses.sources.contains($0.name) }.map { source in
      Diagnostic(
        .unused, .warning, "nothing that is written uses the source `\(source.name)`", at: source.span, caption: "unused",
        help: "use one of its fields in a formula, or take it out: it is read in every tick all the same")
    }
    return values + sources + params(policy)
  }

  /// A param counts by the whole policy with all that it extends: one that a base declares and only what was replaced used is idle too. What an
  /// unused value names is left out, for the value is a finding of its own.
  private static func params(_ policy: CheckedPolicy) -> [Diagnostic] {
    let used = policy.uses.names.union(policy.values.flatMap { $0.expression.names.map(\.name) })
    return policy.params.filter { !used.contains($0.name) }.map { param in
      let others = policy.params.map(\.name).filter { $0 != param.name }
      let meant = Suggestion.nearest(to: param.name, among: others).map { "did you mean `\($0)`? Else use" } ?? "use"
      return Diagnostic(
        .unused, .warning, "no formula and no key uses the param `\(param.name)`", at: param.span, caption: "unused",
        help: "\(meant) it in a formula or a key, or take it out")
    }
  }
}
