internal import Governor
internal import Policy

/// The line that `systemctl status` shows, never so long that a service manager would throw the message away: systemd takes 4096 bytes.
enum StatusLine {
  /// How a policy's last tick went.
  struct Entry: Sendable {
    let name: String
    let mode: String
    /// The tick's number, and rows written, withheld and failed; nil before the first.
    let tick: (number: Int, written: Int, withheld: Int, failed: Int)?
    /// Whether it could be found out which entities there are: that nothing is written for nothing says little.
    var knowsEntities = true

    fileprivate var isWell: Bool { knowsEntities && tick.map { $0.withheld == 0 && $0.failed == 0 } ?? false }

    fileprivate var text: String {
      guard let tick else { return "\(name) \(mode): before its first tick" }
      let entities = knowsEntities ? "" : "entities unknown, "
      return "\(name) \(mode): tick \(tick.number), \(entities)\(tick.written) written, \(tick.withheld) withheld, \(tick.failed) failed"
    }
  }

  /// Bytes of a line at most: enough for a screen, and far from what is too long.
  static let limit = 1024

  /// A part for each policy, such as `risk shadow: tick 12, 6 written, 0 withheld, 0 failed`. Where that is too long: all of them in numbers,
  /// and as many as fit of those that are not well.
  static func text(_ entries: [Entry]) -> String {
    let whole = entries.map(\.text).joined(separator: "; ")
    guard whole.utf8.count > limit else { return whole }
    let ticks = entries.compactMap(\.tick)
    func sum(_ count: (Entry) -> Int) -> Int { entries.reduce(0) { $0 + count($1) } }
    var head = "\(entries.count) policies: \(sum { $0.tick?.written ?? 0 }) written"
    head += ", \(sum { $0.tick?.withheld ?? 0 }) withheld, \(sum { $0.tick?.failed ?? 0 }) failed"
    if ticks.count < entries.count { head += ", \(entries.count - ticks.count) before their first tick" }
    return joined([head] + entries.filter { !$0.isWell }.map(\.text))
  }

  /// Parts one behind another, as many as fit, and how many are left out.
  static func joined(_ parts: [String]) -> String {
    let whole = parts.joined(separator: "; ")
    guard whole.utf8.count > limit else { return whole }
    var text = ""
    var shown = 0
    for part in parts {
      let next = text.isEmpty ? part : "\(text); \(part)"
      // What tells the number of the others needs its place.
      guard next.utf8.count <= limit - 32 else { break }
      text = next
      shown += 1
    }
    return (text.isEmpty ? "" : "\(text); ") + "and \(parts.count - shown) more"
  }
}

extension StatusLine.Entry {
  /// How the last tick of a running policy went.
  init(_ live: LivePolicy) {
    let report = live.status.report
    self.init(
      name: live.policy.name, mode: live.policy.mode.rawValue,
      tick: report.map { ($0.number, $0.written, $0.withheld, $0.failed) }, knowsEntities: report?.knowsEntities ?? true)
  }
}
