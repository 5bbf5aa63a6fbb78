internal import Governor
internal import ServiceLifecycle

/// Gives systemd a sign of life at its pace, with a line on what the host does.
struct SystemdService: Service {
  let notifier: SystemdNotifier
  let board: PolicyBoard
  let clock: any GovernorClock

  func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      notifier.beat(StatusLine.text(board.policies.map(StatusLine.Entry.init)))
      try? await cancelWhenGracefulShutdown { try await clock.sleep(for: notifier.pace) }
    }
  }
}
