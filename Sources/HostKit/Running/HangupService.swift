internal import ServiceLifecycle
internal import UnixSignals

/// Loads the policies anew at each SIGHUP, and once where one came before the host was up.
struct HangupService: Service {
  let reloader: Reloader
  /// Waits until the host is up; false where it never will be.
  let isUp: @Sendable () async -> Bool

  func run() async throws {
    // From here on the signals come this way, and what came before is known.
    let signals = await UnixSignalsSequence(trapping: .sighup)
    if await isUp(), EarlyHangup.take() { _ = await reloader.reload("SIGHUP") }
    for await _ in signals.cancelOnGracefulShutdown() {
      _ = await reloader.reload("SIGHUP")
    }
  }
}
