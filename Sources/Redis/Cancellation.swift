internal import Glibc
internal import Synchronization

/// Lets another thread stop one run, by shutting down the socket that the run waits on.
///
/// The descriptor is known here only while the run holds it, and it is shut down under the lock, so that a number that the system has
/// given to another file since is never touched.
final class Cancellation: Sendable {
  private struct State {
    var descriptor: Int32?
    var isCancelled = false
  }

  private let state = Mutex(State())

  /// Stops the run now, or as soon as it has a socket.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      if let descriptor = state.descriptor { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// From now on, cancelling shuts this descriptor down.
  func attach(_ descriptor: Int32) {
    state.withLock { state in
      state.descriptor = descriptor
      if state.isCancelled { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// Lets go of the descriptor, which has to happen before it is closed or kept for another run.
  func detach() {
    state.withLock { $0.descriptor = nil }
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }
}
