/// The value of one series in a scrape.
struct PrometheusSample: Sendable, Hashable {
  /// The value, correctly rounded to the nearest double; may be NaN or infinite where the text says so, never by overflow.
  let value: Double
  /// Milliseconds since 1970-01-01 00:00:00 UTC, where the line has a timestamp; may be negative.
  let timestampMilliseconds: Int64?

  /// Makes a sample, for tests and stand-ins.
  init(value: Double, timestampMilliseconds: Int64? = nil) {
    self.value = value
    self.timestampMilliseconds = timestampMilliseconds
  }
}
