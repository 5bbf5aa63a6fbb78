import Diagnostics

/// Keeps the names of a policy apart: params, values, sources, the entity and the words of the language share one space.
enum NameRegister {
  /// Reports collisions, and tells which values lost their name to something else.
  static func checkCollisions(_ body: PolicyBody, _ context: LoadContext) -> [SourceSpan] {
    var collisions: [SourceSpan] = []
    var taken: [String: (what: String, span: SourceSpan?)] = [
      "now": ("the time of the tick", nil), "mode": ("the mode of the policy", nil), "policy": ("the name of the policy", nil),
    ]
    let names: [(name: String, what: String, span: SourceSpan)] =
      (body.forEach.map { [($0.name, "the entity", $0.span)] } ?? [])
      + body.params.map { ($0.name, "a param", $0.span) }
      + body.sources.map { ($0.name, "a source", $0.span) }
      + body.values.map { ($0.name, "a value", $0.nameSpan) }
    for (name, what, span) in names {
      if let other = taken[name] {
        collisions.append(span)
        context.report(
          Diagnostic(
            .nameCollision, "`\(name)` is \(what) here and \(other.what) elsewhere", at: span, help: "give one of them another name"
          ).pointing(to: other.span, "\(other.what) here"))
      } else {
        taken[name] = (what, span)
      }
    }
    return collisions
  }
}
