import Diagnostics

/// A source, a value or a param that nothing uses: what is not needed is not read, and a name that is forgotten may be one that was meant.
enum Unused {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    let values = policy.values.filter { !policy.uses.names.contains($0.name) }.map { value in
      let meant = policy.values.map(\.name).filter { policy.uses.names.contains($0) }
      return finding(
        policy, "value", value.name, at: value.span, "nothing that is written uses", among: meant,
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
    let meant = policy.params.map(\.name).filter(used.contains)
    return policy.params.filter { !used.contains($0.name) }.map { param in
      finding(
        policy, "param", param.name, at: param.span, "no formula and no key uses", among: meant,
        help: "use it in a formula or a key, or take it out")
    }
  }

  /// What a file adds to the policy that it extends is meant to change it. Where nothing uses that, it changes nothing and nobody sees it: an
  /// error, unless somebody says that it is meant.
  private static func finding(
    _ policy: CheckedPolicy, _ kind: String, _ name: String, at span: SourceSpan, _ rule: String, among meant: [String], help: String
  ) -> Diagnostic {
    let isAdded = policy.layers.added.contains(name)
    let message = isAdded ? "what is extended has no \(kind) `\(name)`, and \(rule) it" : "\(rule) the \(kind) `\(name)`"
    let known = isAdded ? meant.filter { !policy.layers.added.contains($0) } : meant
    let slip = Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`? Else " } ?? ""
    // What is extended may well need it.
    let isInherited = !isAdded && policy.layers.bases.contains { $0.file === span.file }
    let help = isInherited ? "use it in `\(policy.name)` too, or `accept` it there" : slip + help
    return Diagnostic(
      .unused, isAdded ? .error : .warning, message, at: span, caption: isAdded ? "changes nothing" : "unused", help: help)
  }
}
