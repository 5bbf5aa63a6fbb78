public import Governor

/// Says in a word or a few what a source gave to a tick: `fresh`, `stale>last_known_good`, `fresh:480,absent>missing:20`.
public enum SourceSummary {
  /// The words for a source.
  public static func text(_ source: SourceSnapshot) -> String {
    var counts: [Int: Int] = [:]
    for (state, outcome) in zip(source.states, source.outcomes) {
      counts[Int(state.rawValue) * 16 + Int(outcome.rawValue), default: 0] += 1
    }
    guard !counts.isEmpty else { return source.fault.map { $0.kind == .unreachable ? "unreachable" : "invalid" } ?? "none" }
    let words = counts.sorted { $0.key < $1.key }.map { key, count -> String in
      let state = RecordState(rawValue: UInt8(key / 16)) ?? .unreachable
      let outcome = Outcome(rawValue: UInt8(key % 16)) ?? .withheld
      let word = state == .fresh ? "fresh" : "\(state.word)>\(outcome.word)"
      return counts.count == 1 ? word : "\(word):\(count)"
    }
    return words.joined(separator: ",")
  }
}
