/// What a running policy has come to, after its last tick.
public struct PolicyStatus: Sendable {
  /// The last tick that ended; nil before the first.
  public internal(set) var report: TickReport?
  /// When it ended, on the host's monotonic clock.
  public internal(set) var endedAt: Double?
  /// The metrics that the policy itself declares.
  public internal(set) var ledger: MetricsLedger
  /// How its sources have been, in the order of the policy.
  public internal(set) var sources: [SourceStatus]

  /// A policy before its first tick.
  init(ledger: MetricsLedger, sources: [String]) {
    self.ledger = ledger
    self.sources = sources.map { SourceStatus(name: $0) }
  }

  /// Goes on with the counters of the policy of the same name that ran before.
  mutating func takeOver(from other: PolicyStatus) {
    ledger.takeOver(from: other.ledger)
    sources = sources.map { own in other.sources.first { $0.name == own.name } ?? own }
  }

  /// Takes in a tick that ended at `time` on the monotonic clock.
  mutating func take(_ report: TickReport, at time: Double) {
    self.report = report
    endedAt = time
    ledger.take(report)
    for (index, snapshot) in report.snapshot.sources.enumerated() where sources.indices.contains(index) {
      sources[index].take(snapshot, now: report.snapshot.now)
    }
  }
}
