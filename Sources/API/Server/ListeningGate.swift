internal import Synchronization

/// Holds those back who wait for the server until it listens, or never will.
final class ListeningGate: Sendable {
  private enum State {
    case closed([Int: CheckedContinuation<ListenAddress?, Never>], next: Int)
    case open(ListenAddress?)
  }

  private let state = Mutex(State.closed([:], next: 0))

  /// Lets all go, now and later; only the first call counts.
  func open(_ address: ListenAddress?) {
    let waiting = state.withLock { state -> [CheckedContinuation<ListenAddress?, Never>] in
      guard case .closed(let waiting, _) = state else { return [] }
      state = .open(address)
      return Array(waiting.values)
    }
    for one in waiting { one.resume(returning: address) }
  }

  /// Waits; nil where the server never listens, or where the one who waits is cancelled.
  func wait() async -> ListenAddress? {
    let ticket = state.withLock { state -> Int in
      guard case .closed(let waiting, let next) = state else { return 0 }
      state = .closed(waiting, next: next + 1)
      return next
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state -> ListenAddress?? in
          switch state {
          case .open(let address): return .some(address)
          case .closed(var waiting, let next):
            if Task.isCancelled { return .some(nil) }
            waiting[ticket] = continuation
            state = .closed(waiting, next: next)
            return nil
          }
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      let waiting = state.withLock { state -> CheckedContinuation<ListenAddress?, Never>? in
        guard case .closed(var waiting, let next) = state else { return nil }
        let one = waiting.removeValue(forKey: ticket)
        state = .closed(waiting, next: next)
        return one
      }
      waiting?.resume(returning: nil)
    }
  }
}
