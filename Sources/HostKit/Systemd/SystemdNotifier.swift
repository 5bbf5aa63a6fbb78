internal import Governor
internal import Logging
internal import Policy
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Tells systemd how the host is: ready after the first tick of every policy, alive while ticks go on ending, reloading, stopping.
final class SystemdNotifier: Sendable {
  private struct State {
    var watchdog = Watchdog()
    /// Those that are watched, with their shadows.
    var policies: [CheckedPolicy] = []
    var isReady = false
    /// Whether systemd's socket was full when it was to hear of it.
    var owesReady = false
    var isStopping = false
    var late: Set<String> = []
    /// What is to be told until the policies are loaded anew and are good.
    var refusal: String?
  }

  private let socket: NotifySocket
  private let watchdogSeconds: Double?
  private let clock: any GovernorClock
  private let logger: Logger
  private let state: Mutex<State>

  /// Seconds between two signs of life.
  var pace: Double { WatchdogTime.pace(watchdogSeconds) }

  /// Nil where no service manager listens.
  init?(_ environment: [String: String], clock: any GovernorClock, logger: Logger) {
    guard let socket = NotifySocket(environment["NOTIFY_SOCKET"]) else { return nil }
    self.socket = socket
    watchdogSeconds = WatchdogTime.seconds(environment, process: getpid())
    self.clock = clock
    self.logger = logger
    state = Mutex(State())
  }

  /// Watches the policies that run: those that tick by themselves, as a shadow follows its primary.
  func watch(_ policies: [LivePolicy]) {
    let names = Set(policies.map(\.policy.name))
    let own = policies.map(\.policy).filter { !names.contains($0.shadowOf ?? "") }
    let allowances = Dictionary(own.map { ($0.name, $0.longestTick) }, uniquingKeysWith: max)
    state.withLock { state in
      // The engine lets the ticks end that may write the same.
      let waits = own.map { heir in
        (heir.name, state.policies.filter { $0.name != heir.name && $0.mayWriteOver(heir) }.map(\.longestTick).max() ?? 0)
      }
      state.watchdog.watch(allowances, waits: Dictionary(waits, uniquingKeysWith: max), at: clock.monotonic)
      state.policies = policies.map(\.policy)
    }
  }

  /// A tick of a policy has ended, at a time of the monotonic clock.
  func tickEnded(policy: String, at now: Double) {
    state.withLock { $0.watchdog.tickEnded(policy, at: now) }
    becomeReady()
  }

  private func becomeReady() {
    let isNow = state.withLock { state in
      guard !state.isReady, !state.isStopping, state.watchdog.unborn.isEmpty else { return false }
      state.isReady = true
      return true
    }
    if isNow { tellReady() }
  }

  private func tellReady() {
    let isTold = socket.send(["READY=1"])
    state.withLock { $0.owesReady = !isTold }
  }

  /// A sign of life, if there is life: nothing where a policy's tick hangs. `status` is what `systemctl status` shows; see `StatusLine`.
  func beat(_ status: String) {
    guard !state.withLock({ $0.isStopping }) else { return }
    let late = state.withLock { $0.watchdog.late(at: clock.monotonic) }
    let known = state.withLock { state in
      defer { state.late = Set(late.map(\.policy)) }
      return state.late
    }
    for (policy, seconds) in late where !known.contains(policy) {
      logger.error(
        "no tick has ended for so long that the watchdog is fed no more",
        metadata: ["policy": "\(policy)", "seconds": .stringConvertible(seconds.rounded())])
    }
    if state.withLock({ $0.owesReady }) { tellReady() }
    let words = late.map { "\($0.policy): no tick has ended for \(DurationText.text($0.seconds.rounded()))" }
    // By itself: a text that is thrown away, for whatever reason, must not take the sign of life along.
    if late.isEmpty, watchdogSeconds != nil { socket.send(["WATCHDOG=1"]) }
    let refusal = state.withLock { $0.refusal }.map { [$0] } ?? []
    socket.send(["STATUS=" + (refusal + [words.isEmpty ? status : StatusLine.joined(words)]).joined(separator: "; ")])
  }

  /// The policies are about to be loaded anew.
  func reloading() {
    guard state.withLock({ $0.isReady }) else { return }
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    socket.send(["RELOADING=1", "MONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)"])
  }

  /// The policies were loaded anew, or not: that is told until they are.
  func reloaded(_ isGood: Bool) {
    let refusal = isGood ? nil : "not reloaded: the new policies are bad, and those that ran go on"
    state.withLock { $0.refusal = refusal }
    guard state.withLock({ $0.isReady }) else { return }
    if !socket.send(["READY=1", "STATUS=\(refusal ?? "reloaded")"]) { state.withLock { $0.owesReady = true } }
  }

  /// The host was told to end. No tick is expected any more, and what else it has in hand may take its time: how long is for systemd's own
  /// limit to say.
  func stopping() {
    state.withLock { $0.isStopping = true }
    socket.send(["STOPPING=1", "STATUS=finishing the ticks in hand"])
  }
}

extension CheckedPolicy {
  /// Seconds that may pass from the end of a tick to that of the next where nothing hangs: the time between ticks, the time that each source
  /// and sink, and what publishes for a check, may take if all are used up one behind the other, and some for the host itself.
  var longestTick: Double {
    every + sources.reduce(0) { $0 + $1.timeout } + writers.reduce(0) { $0 + $1.timeout } + 10
  }
}
