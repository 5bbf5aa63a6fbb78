internal import Synchronization

/// Wakes the thread that waits for a program: because that has ended, or because nobody wants its answer any more.
final class WakePipe: Sendable {
  let reading: Descriptor
  private let writing: Descriptor

  init() throws(ChildError) {
    (reading, writing) = try Descriptor.pipe()
    reading.setNonblocking()
    writing.setNonblocking()
  }

  /// Wakes it now, or when it next waits. A pipe that is full wakes it anyhow.
  func wake() { _ = writing.write([1], from: 0) }

  /// Forgets that it was woken.
  func clear() {
    var buffer = [UInt8](repeating: 0, count: 64)
    while case .bytes = reading.read(into: &buffer) {}
  }
}

/// Says that nobody waits for one exchange any more.
final class ChildCancellation: Sendable {
  private struct State {
    var isCancelled = false
    var wake: WakePipe?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.wake?.wake()
    }
  }

  /// From now on a cancellation wakes who waits here.
  func attach(_ wake: WakePipe) { state.withLock { $0.wake = wake } }
}
