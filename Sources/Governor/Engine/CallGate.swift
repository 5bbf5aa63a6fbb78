internal import Synchronization

/// Waits for the calls of a plugin, for each no longer than its caller has time. While a call that came too late has not ended there is no
/// other, so that a plugin that never ends ties up one call and not one more each tick.
final class CallGate: Sendable {
  /// What came of a call.
  enum Answer<Value: Sendable>: Sendable {
    /// It ended in time.
    case value(Value)
    /// It has not ended yet.
    case late
    /// It was not made: an earlier one has not ended.
    case busy
  }

  /// Plugins look to their deadlines themselves and know better what to say; they get this much longer.
  private static let grace = Duration.milliseconds(250)

  private let late = Mutex(0)

  /// Whether a call that came too late has not ended.
  var isBusy: Bool { late.withLock { $0 > 0 } }

  /// Makes a call and waits for it.
  func call<Value: Sendable>(
    until deadline: ContinuousClock.Instant, _ body: @escaping @Sendable () async -> Value
  ) async -> Answer<Value> {
    isBusy ? .busy : await wait(for: Task { await body() }, until: deadline)
  }

  /// Waits for a call that may be under way for others too.
  func wait<Value: Sendable>(for task: Task<Value, Never>, until deadline: ContinuousClock.Instant) async -> Answer<Value> {
    let first = FirstAnswer<Value>()
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        first.begin(continuation)
        Task { first.give(await task.value) }
        first.end(
          with: Task {
            try? await Task.sleep(until: deadline.advanced(by: Self.grace), clock: .continuous)
            first.give(nil)
          })
      }
    } onCancel: {
      task.cancel()
    }
    if let answer { return .value(answer) }
    late.withLock { $0 += 1 }
    Task {
      _ = await task.value
      late.withLock { $0 -= 1 }
    }
    return .late
  }
}

/// Hands on the first of two answers: the value, or nil when time is up.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Value?, Never>?
    var timer: Task<Void, Never>?
    var isOver = false
  }

  private let state = Mutex(State())

  func begin(_ continuation: CheckedContinuation<Value?, Never>) {
    state.withLock { $0.continuation = continuation }
  }

  /// The timer is let go when the value is there first.
  func end(with timer: Task<Void, Never>) {
    let isOver = state.withLock { state in
      state.timer = timer
      return state.isOver
    }
    if isOver { timer.cancel() }
  }

  func give(_ value: Value?) {
    let (continuation, timer) = state.withLock { state in
      defer {
        state.continuation = nil
        state.isOver = true
      }
      return (state.continuation, state.timer)
    }
    continuation?.resume(returning: value)
    timer?.cancel()
  }
}
