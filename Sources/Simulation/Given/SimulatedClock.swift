public import Governor
internal import Synchronization

/// A clock that shows what a simulation says: a tick takes no time.
public final class SimulatedClock: GovernorClock {
  private let time: Mutex<Double>

  /// A clock at a time of day in Unix seconds.
  public init(now: Double) {
    time = Mutex(now)
  }

  /// The time of day in Unix seconds.
  public var now: Double { time.withLock { $0 } }
  /// The same: simulated time never jumps back.
  public var monotonic: Double { now }

  /// Sets the time of day.
  public func set(now: Double) { time.withLock { $0 = now } }

  /// Moves the clock on at once.
  public func sleep(for seconds: Double) async throws {
    time.withLock { $0 += max(0, seconds) }
  }
}
