internal import CSpawn
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Waits for the end of all processes, on one thread: a thread for each would use up those that the rest of the host works with.
final class ChildReaper: Sendable {
  /// The one of this process.
  static let shared = ChildReaper()

  private struct State {
    var wake: WakePipe?
    /// By the file that tells of its end: what is to be done then.
    var watched: [Int32: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  private init() {}

  /// Calls `ended` once the process has ended and can be reaped; false where nobody here can wait for it.
  func watch(_ process: pid_t, ended: @escaping @Sendable () -> Void) -> Bool {
    let file = governor_pidfd_open(process)
    guard file >= 0 else { return false }
    let isWatched = state.withLock { state in
      if state.wake == nil { state.wake = Self.thread() }
      guard let wake = state.wake else { return false }
      state.watched[file] = ended
      wake.wake()
      return true
    }
    if !isWatched { System.close(file) }
    return isWatched
  }

  /// What wakes the thread; nil where it cannot be started. It ends with the process.
  private static func thread() -> WakePipe? {
    guard let wake = try? WakePipe() else { return nil }
    var thread = pthread_t()
    // The thread keeps the pipe, and lives as long as the process.
    let argument = unsafe Unmanaged.passRetained(wake).toOpaque()
    let code = unsafe pthread_create(&thread, nil, governorReap, argument)
    if code != 0 { unsafe Unmanaged<WakePipe>.fromOpaque(argument).release() }
    return code == 0 ? wake : nil
  }

  fileprivate func run(_ wake: WakePipe) -> Never {
    while true {
      let files = state.withLock { Array($0.watched.keys) }
      var entries = ([wake.reading.number] + files).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      // The entries live for the call.
      guard unsafe poll(&entries, nfds_t(entries.count), -1) > 0 else { continue }
      if entries[0].revents != 0 { wake.clear() }
      for entry in entries.dropFirst() where entry.revents != 0 {
        let ended = state.withLock { $0.watched.removeValue(forKey: entry.fd) }
        System.close(entry.fd)
        ended?()
      }
    }
  }
}

private func governorReap(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument = unsafe argument else { return nil }
  ChildReaper.shared.run(unsafe Unmanaged<WakePipe>.fromOpaque(argument).takeRetainedValue())
}
