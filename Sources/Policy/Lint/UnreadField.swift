import Diagnostics

/// A required field that no formula reads: where it is missing, the record is invalid for nobody's sake.
enum UnreadField {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.sources.flatMap { source -> [Diagnostic] in
      // A source that is not used at all is a finding of its own.
      guard source.providesEntities || policy.uses.sources.contains(source.name), !source.configuration.standsInPolicy else { return [] }
      return source.fields.indices.filter { index in
        source.fields[index].absence == .required && index != source.asOf
          && !policy.uses.names.contains("\(source.name).\(source.fields[index].name)")
      }.map { index in
        let name = source.fields[index].name
        return Diagnostic(
          .unreadField, .warning, "no formula reads `\(name)`, and without it a record of `\(source.name)` is invalid",
          at: source.fields[index].span, caption: "required and not read", help: "add `optional: true`, or take the field out")
      }
    }
  }
}
