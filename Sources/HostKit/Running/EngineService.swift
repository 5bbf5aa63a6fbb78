internal import Governor
internal import ServiceLifecycle

/// Runs the policies until the host is told to stop.
struct EngineService: Service {
  let engine: PolicyEngine
  /// Waits for whatever has to be there before anything is written; false where it never will be.
  var start: @Sendable () async -> Bool = { true }

  func run() async throws {
    guard await start() else { return }
    await withGracefulShutdownHandler {
      await engine.run()
    } onGracefulShutdown: {
      Task { await engine.stop() }
    }
  }
}
