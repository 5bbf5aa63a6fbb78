/// When ticks are due: at fixed times from the first, so that they never drift, and never two at once.
public struct TickSchedule: Sendable {
  /// Seconds between ticks.
  public let every: Double
  private let start: Double
  private var count = 0

  /// A schedule whose first tick is due at `start`, on a monotonic clock.
  public init(every: Double, start: Double) {
    self.every = every
    self.start = start
  }

  /// When the next tick is due.
  public var due: Double { start + Double(count) * every }

  /// Goes on to the first due time after `now`. Returns how many due times beside the one that is used passed.
  public mutating func advance(beyond now: Double) -> Int {
    let first = count
    count += 1
    guard due <= now, let further = Int(exactly: ((now - due) / every).rounded(.down)) else { return 0 }
    count += further + 1
    // A quotient of doubles may fall just short.
    if due <= now { count += 1 }
    return count - first - 1
  }

  /// Goes on to the next time that is not past. Returns how many due times passed unused because a tick took too long.
  public mutating func advance(at now: Double) -> Int {
    count += 1
    guard now > due else { return 0 }
    // More than an Int holds comes of no clock.
    guard let missed = Int(exactly: ((now - due) / every).rounded(.up)) else { return 0 }
    count += missed
    return missed
  }
}
