/// The first line of a text that breaks the exposition format.
struct PrometheusTextError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line, counted from 1.
  let line: Int
  /// The rule that is broken and, in backticks, the start of what stands there instead: capped, with all but plain ASCII escaped.
  let message: String

  /// `line 3: …`
  var description: String { "line \(line): \(message)" }
}
