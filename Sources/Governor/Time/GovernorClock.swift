/// Where the engine gets the time from. Tests and simulations put their own in its place.
public protocol GovernorClock: Sendable {
  /// The time of day in Unix seconds.
  var now: Double { get }
  /// Seconds on a clock that never jumps, from an arbitrary start.
  var monotonic: Double { get }
  /// Waits for some seconds; throws when the task is cancelled.
  func sleep(for seconds: Double) async throws
}

/// The machine's own clocks.
public struct SystemClock: GovernorClock {
  private let start = ContinuousClock.now

  /// The machine's own clocks.
  public init() {}

  /// Unix seconds.
  public var now: Double { WallClock.seconds() }

  /// Seconds since this value was made.
  public var monotonic: Double { Self.seconds(ContinuousClock.now - start) }

  /// Waits on the monotonic clock.
  public func sleep(for seconds: Double) async throws {
    try await Task.sleep(for: .seconds(max(0, seconds)), clock: .continuous)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
