import Policy

/// When a producer is silent: for a while, again and again.
struct Outage: Sendable {
  private let after: Double
  private let lasts: Double
  private let every: Double

  static let schema = Schema(
    .required("after", .duration(), "When the first silence begins."),
    .required("lasts", .duration(), "How long a silence is."),
    .required("every", .duration(), "From the beginning of one silence to that of the next."),
    make: Outage.init)

  private init(after: Double, lasts: Double, every: Double) {
    self.after = after
    self.lasts = lasts
    self.every = every
  }

  /// Whether the producer is silent so many seconds after the demo began.
  func covers(_ seconds: Double) -> Bool {
    seconds >= after && (seconds - after).truncatingRemainder(dividingBy: every) < lasts
  }
}
