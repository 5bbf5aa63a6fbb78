internal import Governor
internal import Policy
internal import ServiceLifecycle

/// Gives systemd a sign of life at its pace, with a line on what the host does.
struct SystemdService: Service {
  let notifier: SystemdNotifier
  let board: PolicyBoard
  let clock: any GovernorClock

  func run() async throws {
    await withGracefulShutdownHandler {
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        notifier.beat(Self.status(board.policies))
        try? await cancelWhenGracefulShutdown { try await clock.sleep(for: notifier.pace) }
      }
    } onGracefulShutdown: {
      notifier.stopping()
    }
  }

  /// What `systemctl status` shows: `risk shadow: tick 12, 6 written, 0 withheld, 0 failed`.
  static func status(_ policies: [LivePolicy]) -> String {
    policies.map { live in
      let head = "\(live.policy.name) \(live.policy.mode.rawValue)"
      guard let report = live.status.report else { return "\(head): before its first tick" }
      return "\(head): tick \(report.number), \(report.written) written, \(report.withheld) withheld, \(report.failed) failed"
    }.joined(separator: "; ")
  }
}
