internal import Governor
internal import Logging
internal import Synchronization
internal import UnixSignals

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Ends the process at once when it is told to end a second time. The first time the ticks in hand come to their end, and one that waits for a
/// slow source can take longer than whoever is at the keyboard.
enum SecondSignal {
  /// Seconds in which a second signal is taken for the same word: some who end a program signal it and its process group.
  private static let echo = 1.0

  /// Looks out for signals until the task is cancelled, and calls `began` at the first.
  static func watch(clock: any GovernorClock, logger: Logger, log: LineWriter, began: @escaping @Sendable () async -> Void) async {
    var first: Double?
    for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
      let now = clock.monotonic
      guard let first else {
        first = now
        // Not waited for: the second signal is heard whatever the first one meets.
        Task { await began() }
        continue
      }
      guard now - first >= echo else { continue }
      logger.warning("told to end a second time: ending at once, without the rest of the ticks in hand")
      // A blink for the log, if it is read. No cleaning up: that is what takes so long.
      LineWriter.flush([log], within: 0.2)
      _exit(128 + signal.rawValue)
    }
  }
}
