internal import Governor
internal import Logging
internal import Synchronization

/// Ends the ticks, once, whoever asks for it first: whoever sees the signal, or the group of services when it comes to them. A client of HTTP
/// may keep the group waiting, and in that time the host that follows this one writes already.
final class TickEnd: Sendable {
  private let engine: PolicyEngine
  private let logger: Logger
  private let systemd: SystemdNotifier?
  private let isAsked = Mutex(false)

  init(_ engine: PolicyEngine, logger: Logger, systemd: SystemdNotifier? = nil) {
    self.engine = engine
    self.logger = logger
    self.systemd = systemd
  }

  /// No tick begins any more; those that run come to their end.
  func ask() async {
    let isFirst = isAsked.withLock { isAsked in
      defer { isAsked = true }
      return !isAsked
    }
    guard isFirst else { return }
    systemd?.stopping()
    let ticks = await engine.stop()
    logger.info("stopping", metadata: ticks.isEmpty ? [:] : ["waits_for_the_tick_of": "\(ticks.joined(separator: ","))"])
  }
}
