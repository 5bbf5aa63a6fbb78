internal import Policy

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
  /// How a shadow's outputs differ from its primary's; nil for a policy of its own, and before the first tick beside its primary.
  public internal(set) var comparison: RunningComparison?

  /// A policy before its first tick.
  init(ledger: MetricsLedger, tally: TickTally, sources: [String]) {
    self.ledger = ledger
    self.tally = tally
    self.sources = sources.map { SourceStatus(name: $0) }
  }

  /// Goes on with the counters of the policy of the same name that ran before.
  mutating func takeOver(from other: PolicyStatus) {
    ledger.takeOver(from: other.ledger)
    tally.takeOver(from: other.tally)
    comparison = other.comparison
    sources = sources.map { own in other.sources.first { $0.name == own.name } ?? own }
  }

  /// A tick of a shadow's primary, and the marks of the two.
  struct Company: Sendable {
    let report: TickReport
    let marks: [String]
  }

  /// Takes in a tick that ended at `time` on the monotonic clock, a shadow's beside its primary's; `overrun` is how many due times passed
  /// unused meanwhile.
  mutating func take(_ report: TickReport, at time: Double, beside primary: Company? = nil, overrun: Int = 0) {
    self.report = report
    endedAt = time
    ledger.take(report)
    tally.take(report)
    tally.noteOverruns(overrun)
    if let primary {
      let (old, own) = (primary.report.policy.name, report.policy.name)
      // Differences of two texts must not be counted as those of two others.
      let known = comparison.flatMap { $0.isAbout(primary: old, shadow: own, marks: primary.marks) ? $0 : nil }
      var next = known ?? RunningComparison(primary: old, shadow: own, marks: primary.marks)
      next.take(primary: primary.report, shadow: report)
      comparison = next
    } else {
      comparison = nil
    }
    for (index, snapshot) in report.snapshot.sources.enumerated() where sources.indices.contains(index) {
      let declaration = report.policy.sources.first { $0.name == snapshot.name }
      sources[index].take(snapshot, of: declaration, now: report.snapshot.now)
    }
  }
}
