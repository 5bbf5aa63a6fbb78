/// When to try connecting again: exponential growth, full jitter, a cap.
///
/// A pure state machine: time and chance come from the caller.
public struct Backoff: Sendable, Hashable {
  /// The longest pause after the first failure.
  public let base: Duration
  /// The longest pause at all.
  public let cap: Duration
  /// The longest pause after the next failure.
  public private(set) var ceiling: Duration
  /// When the pause ends; nil if there is none.
  public private(set) var end: ContinuousClock.Instant?

  /// Makes a back-off at rest; `base` is at least 1 ms and `cap` at least `base`.
  public init(base: Duration = .milliseconds(100), cap: Duration = .seconds(5)) {
    self.base = max(base, .milliseconds(1))
    self.cap = max(cap, self.base)
    ceiling = self.base
  }

  /// Records a failure and draws the pause, evenly between nothing and the ceiling (full jitter); the ceiling then doubles.
  ///
  /// `random` is in 0...1; anything else counts as the nearer end, NaN as 1.
  public mutating func failed(at now: ContinuousClock.Instant, random: Double) {
    let share = random.isNaN ? 1 : min(max(random, 0), 1)
    end = now.advanced(by: ceiling * share)
    // Compared by half, so that doubling cannot overflow however large the cap is.
    ceiling = ceiling > cap / 2 ? cap : ceiling * 2
  }

  /// Records a success: the next failure begins at `base` again.
  public mutating func succeeded() {
    ceiling = base
    end = nil
  }

  /// How long to wait still; nil if trying is allowed.
  public func remaining(at now: ContinuousClock.Instant) -> Duration? {
    guard let end, now < end else { return nil }
    return now.duration(to: end)
  }
}
