/// Decides whether a service manager's watchdog is to be fed: as long as the ticks of every policy go on ending.
///
/// A tick may end as late as its policy allows: a time between ticks and all the time that its sources and sinks may take after the one
/// before. A policy with a long `every` so is not late in its pause, and one whose tick hangs is, however short the watchdog's own time, and
/// however often the policies are loaded anew meanwhile.
/// It has no clock: what it is told decides all. Times are seconds of a monotonic clock.
struct Watchdog: Sendable {
  private struct Watched: Sendable {
    var allowance: Double
    /// The seconds that may pass until its next tick ends: where the policy was changed since the last one, the longest that any of its texts
    /// allows.
    var patience: Double
    /// When its last tick ended, or watching began.
    var last: Double
    var hasTicked: Bool
  }

  private var watched: [String: Watched] = [:]

  /// Watches policies, each with the seconds that may pass from the end of a tick to that of the next. One that was watched before
  /// keeps the time of its last tick, so that a tick that hangs is late in the end; if it is given more time it has that, and if less, from its
  /// next tick on: it may just be in a longer pause. `waits` are seconds that a policy may wait for others before its next tick.
  mutating func watch(_ allowances: [String: Double], waits: [String: Double] = [:], at now: Double) {
    watched = Dictionary(
      uniqueKeysWithValues: allowances.map { name, allowance in
        var one = watched[name] ?? Watched(allowance: allowance, patience: allowance, last: now, hasTicked: false)
        one.allowance = allowance
        one.patience = max(one.patience, allowance + (waits[name] ?? 0))
        return (name, one)
      })
  }

  /// A tick of a policy has ended.
  mutating func tickEnded(_ policy: String, at now: Double) {
    guard var one = watched[policy] else { return }
    one.last = now
    one.patience = one.allowance
    one.hasTicked = true
    watched[policy] = one
  }

  /// The policies whose first tick has not ended.
  var unborn: [String] { watched.filter { !$0.value.hasTicked }.keys.sorted() }

  /// The policies whose tick is later than may be, with the seconds since the last one ended.
  func late(at now: Double) -> [(policy: String, seconds: Double)] {
    watched.filter { now - $0.value.last > $0.value.patience }.map { ($0.key, now - $0.value.last) }.sorted { $0.policy < $1.policy }
  }
}
