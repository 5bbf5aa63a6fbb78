import Diagnostics

/// What is written ends before the next tick but one: a single late tick leaves readers without it.
enum ShortLifetime {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.sinks.compactMap { sink in
      guard let lifetime = sink.configuration.lifetime, lifetime.seconds < 2 * policy.every else { return nil }
      return Diagnostic(
        .shortLifetime, .warning,
        "what `\(sink.name)` writes lives for \(DurationText.text(lifetime.seconds)), which is shorter than two ticks "
          + "(\(DurationText.text(2 * policy.every)))",
        at: lifetime.span ?? sink.span, caption: "gone after one late tick",
        help: "let it live for at least `\(DurationText.text(2 * policy.every))`"
      ).pointing(to: policy.everySpan, "the time from tick to tick")
    }
  }
}
