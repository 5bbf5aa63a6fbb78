import Diagnostics

extension PolicySet {
  /// What a shadow can write though a live policy reads it: that policy, and whoever acts on it, would go by what is only being tried.
  ///
  /// Two shadows may feed each other: nobody acts on either.
  static func feeding(_ shadow: CheckedPolicy, _ live: CheckedPolicy) -> [Diagnostic] {
    shadow.writers.compactMap { sink in
      // Where the live policy writes there too, that is said already.
      guard let keys = sink.configuration.writtenKeys,
        !live.writers.contains(where: { $0.configuration.writtenKeys.map { keys.overlap($0, .byKind) } ?? false }),
        let (source, read) = reader(of: keys, in: live)
      else { return nil }
      let whose = live.name == shadow.shadowOf ? "its primary `\(live.name)`" : "`\(live.name)`"
      let help =
        shadow.layers.prefixedKeys.contains(keys.template.span)
        ? "give \(sink.noun) a key of its own here"
        : keys.prefixed("\(shadow.name):").overlap(read, .byKind) ? "give \(sink.noun) another key" : "put `\(shadow.name):` in front"
      return Diagnostic(
        .shadowWritesPrimary, "the shadow `\(shadow.name)` can write the keys that \(whose) reads", at: keys.template.span, help: help,
        notes: twoNames(keys.place, read.place)
      ).pointing(to: read.template.span, "the source `\(source.name)` of `\(live.name)` reads here")
    }
  }

  /// The first source of a policy that can read a key that is written.
  private static func reader(of keys: WrittenKeys, in policy: CheckedPolicy) -> (source: SourceDeclaration, keys: ReadKeys)? {
    for source in policy.sources {
      if let read = source.configuration.readKeys, keys.overlap(read, .byKind) { return (source, read) }
    }
    return nil
  }
}
