internal import Governor
internal import Logging
internal import ServiceLifecycle

/// Runs the policies until the host is told to stop.
struct EngineService: Service {
  let engine: PolicyEngine
  let logger: Logger
  /// Waits for whatever has to be there before anything is written; false where it never will be.
  var start: @Sendable () async -> Bool = { true }
  /// Is told when ticks begin.
  var began: @Sendable () -> Void = {}

  func run() async throws {
    guard await start() else { return }
    began()
    await withGracefulShutdownHandler {
      await engine.run()
    } onGracefulShutdown: {
      Task {
        let ticks = await engine.stop()
        logger.info("stopping", metadata: ticks.isEmpty ? [:] : ["waits_for_the_tick_of": "\(ticks.joined(separator: ","))"])
      }
    }
  }
}
