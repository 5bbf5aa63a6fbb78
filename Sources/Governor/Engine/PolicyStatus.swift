/// What a running policy has come to, after its last tick.
public struct PolicyStatus: Sendable {
  /// The last tick that ended; nil before the first.
  public internal(set) var report: TickReport?
  /// When it ended, on the host's monotonic clock.
  public internal(set) var endedAt: Double?
  /// The metrics that the policy itself declares.
  public internal(set) var ledger: MetricsLedger
  /// What its ticks have come to, for the host's own metrics.
  public internal(set) var tally: TickTally
  /// How its sources have been, in the order of the policy.
  public internal(set) var sources: [SourceStatus]

  /// A policy before its first tick.
  init(ledger: MetricsLedger, tally: TickTally, sources: [String]) {
    self.ledger = ledger
    self.tally = tally
    self.sources = sources.map { SourceStatus(name: $0) }
  }

  /// Takes in a tick that ended at `time` on the monotonic clock; `overrun` is how many due times passed unused meanwhile.
  mutating func take(_ report: TickReport, at time: Double, overrun: Int = 0) {
    self.report = report
    endedAt = time
    ledger.take(report)
    tally.take(report, overrun: overrun)
    for (index, snapshot) in report.snapshot.sources.enumerated() where sources.indices.contains(index) {
      sources[index].take(snapshot, now: report.snapshot.now)
    }
  }
}
