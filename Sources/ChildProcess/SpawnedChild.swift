internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A process that was started, until its end is known. A thread waits for that, so that there is no zombie however rarely it is asked.
final class SpawnedChild: Sendable {
  /// How it ended.
  struct End: Sendable {
    /// For a message: `ended with status 1`.
    let words: String
    let time: ContinuousClock.Instant
  }

  private let process: pid_t
  private let ending = Mutex<End?>(nil)
  private let running = DispatchGroup()

  /// Takes care of a process; `whenEnded` is called once it has been reaped.
  init(_ process: pid_t, whenEnded: @escaping @Sendable () -> Void) {
    self.process = process
    running.enter()
    let ended = { @Sendable [self] in
      awaitEnd()
      running.leave()
      whenEnded()
    }
    if !ChildReaper.shared.watch(process, ended: ended) { DispatchQueue(label: "governor.child.end").async { ended() } }
  }

  /// How it ended; nil while it runs.
  var end: End? { ending.withLock { $0 } }

  /// Sends a signal to it and to what it has started; nothing happens once it has ended.
  func signal(_ number: Int32) {
    // Under the lock: as long as it is not reaped, its number is nobody else's.
    ending.withLock { ending in
      if ending == nil { System.kill(-process, number) }
    }
  }

  /// Whether it ends within some time.
  func ends(within limit: Duration) -> Bool {
    let (seconds, attoseconds) = limit.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    return running.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
  }

  /// Asks it to end, and kills it where it does not.
  func stop(after grace: Duration) {
    signal(SIGTERM)
    let (seconds, _) = grace.components
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(seconds))) { [self] in signal(SIGKILL) }
  }

  private func awaitEnd() {
    var info = unsafe siginfo_t()
    // It is left unreaped, so that its group can still be named.
    while unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    ending.withLock { ending in
      // Whatever it has started ends with it.
      System.kill(-process, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
      ending = End(words: Self.words(status), time: .now)
    }
  }

  /// The macros of the system, which Swift cannot see.
  private static func words(_ status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0 ? "ended with status \((status >> 8) & 0xFF)" : "was ended by signal \(signal)"
  }
}
