import Diagnostics

/// A sink that writes what a source of the same policy reads: the policy goes by what it has written itself, and the sink's time to live ends
/// what others have put there.
enum SelfFeeding {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.writers.flatMap { sink -> [Diagnostic] in
      guard let keys = sink.configuration.writtenKeys else { return [] }
      return policy.sources.compactMap { source in
        guard let read = source.configuration.readKeys, keys.overlap(read) else { return nil }
        let ends = sink.configuration.lifetime.map {
          "a key ends \(DurationText.text($0.seconds)) after it was last written, with all that others have put there"
        }
        return Diagnostic(
          .sinkFeedsSource, .warning, "\(sink.noun) can write the keys that the source `\(source.name)` reads", at: keys.template.span,
          caption: "read in the next tick", help: "give \(sink.noun) another key; if the policy is to read what it wrote, `accept` it here",
          notes: ends.map { [$0] } ?? []
        ).pointing(to: read.template.span, "`\(source.name)` reads here")
      }
    }
  }
}
