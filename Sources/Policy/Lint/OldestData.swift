import Diagnostics

/// A note for each sink that writes what lasts: how old the data can be that a reader of what it wrote still acts on.
enum OldestData {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.sinks.compactMap { sink in
      let inputs = sink.outputs.reduce(into: Set<Register>()) { $0.formUnion(policy.program.inputs(of: $1.register)) }
      let sources = policy.sources.filter { !$0.configuration.standsInPolicy && !inputs.isDisjoint(with: $0.registers) }
      // What nothing keeps is read when it is written, or never.
      guard sink.configuration.lifetime != nil || sink.configuration.writtenKeys != nil else { return nil }
      guard !sources.isEmpty else { return nil }
      let ages = sources.map { age(behind: $0, policy, sink) }
      let endless = zip(sources, ages).filter { $1.seconds == nil }.map { "`\($0.0.name)`" }.joined(separator: ", ")
      let longest = ages.compactMap(\.seconds).max().map { DurationText.text($0) }
      let message =
        if let longest {
          "the oldest data that the sink `\(sink.name)` can rest on is \(longest) old"
            + (endless.isEmpty ? "" : ", save for what has no bound: \(endless)")
        } else {
          "there is no bound to how old the data is that the sink `\(sink.name)` rests on: \(endless)"
        }
      return Diagnostic(.oldestData, .note, message, at: sink.span, notes: ages.map(\.words))
    }
  }

  /// How old the data of a source can be when a reader acts on it: at the read, then up to the end of the tick, then as written.
  private static func age(
    behind source: SourceDeclaration, _ policy: CheckedPolicy, _ sink: SinkDeclaration
  ) -> (seconds: Double?, words: String) {
    guard source.asOf != nil else {
      return (nil, "`\(source.name)`: no bound, for without `as_of` nobody knows how old its data is")
    }
    guard let staleAfter = source.staleAfter else {
      return (nil, "`\(source.name)`: no bound, for without `stale_after` its data is never too old")
    }
    // The age that a last known good record may have counts from the same moment as `stale_after`, so the longer holds.
    let known = source.fallback.longestLastKnownGood ?? 0
    var parts = known > staleAfter ? [("last_known_good", known)] : [("stale_after", staleAfter)]
    parts.append(("every", policy.every))
    if let lifetime = sink.configuration.lifetime { parts.append(("ttl", lifetime.seconds)) }
    let sum = parts.reduce(0) { $0 + $1.1 }
    var words =
      "`\(source.name)`: \(DurationText.text(sum)) = " + parts.map { "`\($0.0)` \(DurationText.text($0.1))" }.joined(separator: " + ")
    if known > staleAfter { words += " (`stale_after` \(DurationText.text(staleAfter)) lies within it)" }
    return (sum, words)
  }
}
