/// The first line of a text that breaks the exposition format.
public struct PrometheusTextError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int
  /// The rule that is broken and, in backticks, the start of what stands there instead: capped, with all but plain ASCII escaped.
  public let message: String

  /// `line 3: …`
  public var description: String { "line \(line): \(message)" }
}
