/// Decides whether a service manager's watchdog is to be fed: as long as the ticks of every policy go on ending.
///
/// A tick may end as late as its policy allows: a time between ticks and all the time that its sources and sinks may take after the one
/// before. A policy with a long `every` so is not late in its pause, and one whose tick hangs is, however short the watchdog's own time.
/// It has no clock: what it is told decides all. Times are seconds of a monotonic clock.
struct Watchdog: Sendable {
  private struct Watched: Sendable {
    var allowance: Double
    /// When its last tick ended, or watching began.
    var last: Double
    var hasTicked: Bool
  }

  private var watched: [String: Watched] = [:]

  /// Watches policies, each with the seconds that may pass from the end of a tick to that of the next. Those that were watched before keep
  /// the time of their last tick.
  mutating func watch(_ allowances: [String: Double], at now: Double) {
    watched = Dictionary(
      uniqueKeysWithValues: allowances.map { name, allowance in
        var one = watched[name] ?? Watched(allowance: allowance, last: now, hasTicked: false)
        // A change of the set gives a policy its whole time anew.
        one.allowance = allowance
        one.last = now
        return (name, one)
      })
  }

  /// A tick of a policy has ended.
  mutating func tickEnded(_ policy: String, at now: Double) {
    watched[policy]?.last = now
    watched[policy]?.hasTicked = true
  }

  /// The policies whose first tick has not ended.
  var unborn: [String] { watched.filter { !$0.value.hasTicked }.keys.sorted() }

  /// The policies whose tick is later than may be, with the seconds since the last one ended.
  func late(at now: Double) -> [(policy: String, seconds: Double)] {
    watched.filter { now - $0.value.last > $0.value.allowance }.map { ($0.key, now - $0.value.last) }.sorted { $0.policy < $1.policy }
  }
}
