internal import HTTPFetch
internal import Synchronization

/// One page in one round: it is fetched for the first source that wants it, and the others take what came. Each waits no longer than its own
/// deadline; the fetch goes on while anybody waits.
final class SharedPage: Sendable {
  /// Tells pages apart.
  struct Key: Hashable, Sendable {
    let url: String
  }

  typealias Result = Swift.Result<HTTPBody, HTTPError>

  private struct State {
    var result: Result?
    /// Counts the fetches, so that what comes of one that was given up is not taken.
    var fetches = 0
    var task: Task<Void, Never>?
    var lastID = 0
    var waiting: [Int: CheckedContinuation<Result?, Never>] = [:]
    /// Those who left before they began to wait.
    var gone: Set<Int> = []
  }

  private let state = Mutex(State())

  /// The page, by `fetch` if nobody has begun; nil when the deadline has passed, or the task was cancelled, before it was there.
  func body(until deadline: ContinuousClock.Instant, fetch: @escaping @Sendable () async -> Result) async -> Result? {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let timer = Task {
      try? await Task.sleep(until: deadline, clock: .continuous)
      leave(id)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { wait(id, $0, fetch) }
    } onCancel: {
      leave(id)
    }
  }

  private func wait(_ id: Int, _ continuation: CheckedContinuation<Result?, Never>, _ fetch: @escaping @Sendable () async -> Result) {
    state.withLock { state in
      if state.gone.remove(id) != nil { return continuation.resume(returning: nil) }
      if let result = state.result { return continuation.resume(returning: result) }
      state.waiting[id] = continuation
      guard state.task == nil else { return }
      state.fetches += 1
      let number = state.fetches
      state.task = Task { finish(await fetch(), number) }
    }
  }

  private func finish(_ result: Result, _ number: Int) {
    state.withLock { state in
      guard number == state.fetches else { return }
      // The source that fetched was closed: another may fetch anew.
      if case .failure(let error) = result, error.kind == .cancelled { state.task = nil } else { state.result = result }
      for continuation in state.waiting.values { continuation.resume(returning: result) }
      state.waiting = [:]
    }
  }

  private func leave(_ id: Int) {
    state.withLock { state in
      // It has its answer already, or does not wait yet.
      guard let continuation = state.waiting.removeValue(forKey: id) else {
        if id > 0, state.result == nil { state.gone.insert(id) }
        return
      }
      continuation.resume(returning: nil)
      guard state.waiting.isEmpty else { return }
      state.task?.cancel()
      state.task = nil
      state.fetches += 1
    }
  }
}
