import Diagnostics

/// A `stale_after` that data cannot live up to, or that leaves `last_known_good` nothing to do.
enum StaleAfter {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.sources.flatMap { source -> [Diagnostic] in
      // Without `as_of` it never holds, which is a finding of its own.
      guard let staleAfter = source.staleAfter, source.asOf != nil else { return [] }
      return [tick(policy, source, staleAfter), lastKnownGood(source, staleAfter)].compactMap { $0 }
    }
  }

  private static func tick(_ policy: CheckedPolicy, _ source: SourceDeclaration, _ staleAfter: Double) -> Diagnostic? {
    guard staleAfter < policy.every else { return nil }
    return Diagnostic(
      .staleBeforeTick, .warning,
      "`stale_after` (\(DurationText.text(staleAfter))) of `\(source.name)` is shorter than `every` (\(DurationText.text(policy.every)))",
      at: source.staleAfterSpan ?? source.span, caption: "data goes stale between two ticks",
      help: "write at least `\(DurationText.text(2 * policy.every))`, so that one late write is no outage, or a shorter `every`"
    ).pointing(to: policy.everySpan, "the time from tick to tick")
  }

  private static func lastKnownGood(_ source: SourceDeclaration, _ staleAfter: Double) -> Diagnostic? {
    for (position, step) in source.fallback[.stale].enumerated() {
      guard case .lastKnownGood(let age) = step, age <= staleAfter else { continue }
      return Diagnostic(
        .lastKnownGoodTooShort, .warning,
        "`last_known_good` (\(DurationText.text(age))) of `\(source.name)` is not longer than `stale_after` "
          + "(\(DurationText.text(staleAfter))): of stale data the last known good is never young enough",
        at: source.fallback.span(of: position, for: .stale) ?? source.span,
        help:
          "write a longer one, such as `last_known_good: \(DurationText.text(max(900, 2 * staleAfter)))`, or leave it out where data is `stale`"
      ).pointing(to: source.staleAfterSpan, "data is stale from here on")
    }
    return nil
  }
}
