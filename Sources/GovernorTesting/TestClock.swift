public import Governor
internal import Synchronization

/// A clock that stands still until the test moves it.
public final class TestClock: GovernorClock {
  private struct Sleeper {
    let end: Double
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Double
    var monotonic = 0.0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var lastID = 0
  }

  private let state: Mutex<State>

  /// A clock at a time of day in Unix seconds.
  public init(now: Double = 1_769_594_400) {
    state = Mutex(State(now: now))
  }

  /// The time of day in Unix seconds.
  public var now: Double { state.withLock { $0.now } }
  /// Seconds by which the clock was advanced since it was made.
  public var monotonic: Double { state.withLock { $0.monotonic } }
  /// How many tasks sleep.
  public var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Sets the time of day, as an operator or NTP does; nobody wakes.
  public func set(now: Double) {
    state.withLock { $0.now = now }
  }

  /// Lets time pass: the time of day and the monotonic clock go on, and those whose time has come wake, the earliest first.
  public func advance(by seconds: Double) {
    let woken = state.withLock { state in
      state.now += seconds
      state.monotonic += seconds
      let due = state.sleepers.filter { $0.value.end <= state.monotonic }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.sorted { $0.end < $1.end }
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }

  /// Sleeps until the clock was advanced by so much; throws `CancellationError` when the task is cancelled.
  public func sleep(for seconds: Double) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          guard seconds > 0 else { return .success(()) }
          state.sleepers[id] = Sleeper(end: state.monotonic + seconds, continuation: continuation)
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        // It may be cancelled before it sleeps.
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}
