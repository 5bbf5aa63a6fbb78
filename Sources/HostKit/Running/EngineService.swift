internal import Governor
internal import ServiceLifecycle

/// Runs the policies until the host is told to stop.
struct EngineService: Service {
  let engine: PolicyEngine

  func run() async throws {
    await withGracefulShutdownHandler {
      await engine.run()
    } onGracefulShutdown: {
      Task { await engine.stop() }
    }
  }
}
