extension PrometheusText {
  /// Whether the last line of a text must end with a line feed.
  enum FinalNewline: Sendable {
    /// The last line may end with the text, as the Prometheus server takes it. Only for a body that is known to be whole: a cut
    /// `free 12345` reads as `free 123`.
    case optional
    /// The last line must end with a line feed, as the documentation of the format asks.
    case required
  }
}
