internal import Governor
internal import ServiceLifecycle

/// Keeps what policies know on disk while they run: looks every few seconds, and writes what has changed. A write that takes longer delays the
/// next one and nothing else.
struct StateService: Service {
  /// Seconds between two looks: so much older is the last known good of a host that was killed.
  private static let pause = 5.0

  let keeper: StateKeeper
  let board: PolicyBoard
  let clock: any GovernorClock

  func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.pause) }
      guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
      await keeper.save(board.policies)
    }
  }
}
