internal import ServiceLifecycle
internal import UnixSignals

/// Loads the policies anew at each SIGHUP.
struct HangupService: Service {
  let reloader: Reloader

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      _ = await reloader.reload("SIGHUP")
    }
  }
}
