import Diagnostics

/// A source or a value that nothing uses: what is not needed is not read, and a name that is forgotten may be one that was meant.
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
    return values + sources
  }
}
