public import Policy

/// All that happened in one tick of one policy.
public struct TickReport: Sendable {
  /// The policy.
  public let policy: CheckedPolicy
  /// Counts the ticks of the policy from 1.
  public let number: Int
  /// What was read.
  public let snapshot: Snapshot
  /// What was computed.
  public let evaluation: Evaluation
  /// What became of it, by sink in the order of the policy.
  public let sinks: [SinkReport]
  /// What the checks said, in the order of the policy; those that are only asked from outside say nothing.
  public let checks: [CheckReport]
  /// Seconds from start to end.
  public let seconds: Double

  /// What was read before it was judged, by source in the order of the policy; empty unless the tick was asked to keep it for shadows.
  var attempts: [SourceKeeper.Attempt] = []

  /// The report without what was only kept for shadows.
  var withoutAttempts: TickReport {
    var report = self
    report.attempts = []
    return report
  }

  /// Rows written, over all sinks.
  public var written: Int { sinks.reduce(0) { $0 + $1.written } }
  /// Rows whose keys are deleted, over all sinks.
  public var deleted: Int { sinks.reduce(0) { $0 + $1.deleted } }
  /// Rows that failed, over all sinks.
  public var failed: Int { sinks.reduce(0) { $0 + $1.failed } }
  /// Rows kept back, over all sinks.
  public var withheld: Int { sinks.reduce(0) { $0 + $1.withheld + $1.missing } }
  /// What became of the violations that checks published, in the order of the policy.
  public var publications: [SinkReport] { checks.compactMap(\.publication) }
  /// Violations that are not known to be published, over all checks.
  public var unpublished: Int { publications.reduce(0) { $0 + $1.lost } }
  /// Whether the entities could be found out.
  public var knowsEntities: Bool { policy.entity == nil || snapshot.entities != nil }
}
