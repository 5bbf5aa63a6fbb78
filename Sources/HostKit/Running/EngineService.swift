internal import Governor
internal import ServiceLifecycle

/// Runs the policies until the host is told to stop.
struct EngineService: Service {
  let engine: PolicyEngine
  let end: TickEnd
  /// Waits for whatever has to be there before anything is written; false where it never will be.
  var start: @Sendable () async -> Bool = { true }
  /// Is told when ticks begin.
  var began: @Sendable () -> Void = {}
  /// Is told when they are over, before anything else takes its time.
  var ended: @Sendable () async -> Void = {}

  func run() async throws {
    guard await start() else { return }
    began()
    await withGracefulShutdownHandler {
      // Ticks may end before the group comes to this service: it would take that for a fault, and requests that are under way may still ask
      // the plugins.
      await engine.run {
        await ended()
        try? await gracefulShutdown()
      }
    } onGracefulShutdown: {
      Task { await end.ask() }
    }
  }
}
