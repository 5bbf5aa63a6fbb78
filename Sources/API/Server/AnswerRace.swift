internal import Synchronization

/// Holds an answer against the time for it. Whoever is late is cancelled and not waited for: a call that does not heed that would otherwise
/// keep its client waiting, and the host from ending.
final class AnswerRace: Sendable {
  private enum State {
    case running(CheckedContinuation<APIAnswer?, Never>?)
    case ended(APIAnswer?)
  }

  private let state = Mutex(State.running(nil))

  /// The answer; nil where there is none in so many seconds, or where the one who waits is cancelled.
  static func run(within seconds: Double, _ answer: @escaping @Sendable () async -> APIAnswer) async -> APIAnswer? {
    let race = AnswerRace()
    let work = Task { race.end(await answer()) }
    let timer = Task {
      try? await Task.sleep(for: .seconds(seconds))
      race.end(nil)
    }
    defer {
      work.cancel()
      timer.cancel()
    }
    return await withTaskCancellationHandler {
      await race.result
    } onCancel: {
      race.end(nil)
    }
  }

  /// What came first.
  private var result: APIAnswer? {
    get async {
      await withCheckedContinuation { continuation in
        let ended = state.withLock { state -> APIAnswer?? in
          if case .ended(let answer) = state { return .some(answer) }
          state = .running(continuation)
          return nil
        }
        if let ended { continuation.resume(returning: ended) }
      }
    }
  }

  /// Ends the race; only the first call counts.
  private func end(_ answer: APIAnswer?) {
    let waiting = state.withLock { state -> CheckedContinuation<APIAnswer?, Never>? in
      guard case .running(let waiting) = state else { return nil }
      state = .ended(answer)
      return waiting
    }
    waiting?.resume(returning: answer)
  }
}
