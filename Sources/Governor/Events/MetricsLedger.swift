public import Policy

/// Keeps the metrics of one policy from tick to tick.
///
/// A gauge is what the last tick computed; without a value it has no series. A counter only grows, and its series of an entity ends with
/// the entity. A metric has no more series than the policy allows: those that are there stay, and further ones are left out and counted.
public struct MetricsLedger: Sendable {
  private var metrics: [MetricSeries]
  private let needsReach: Bool

  /// The metrics of a policy before its first tick.
  public init(_ policy: CheckedPolicy) {
    metrics = policy.metrics.map { MetricSeries($0, limit: policy.seriesLimit) }
    needsReach = policy.metrics.contains { metric in
      guard case .counter(.source(_, let event), _) = metric.kind else { return false }
      return [.lastKnownGood, .default, .missing].contains(event)
    }
  }

  /// Counts a tick.
  public mutating func take(_ report: TickReport) {
    guard !metrics.isEmpty else { return }
    let events = EventRows(report, needsReach: needsReach)
    for index in metrics.indices { metrics[index].take(report, events) }
  }

  /// Goes on with the series of an earlier ledger, metric by metric where the declaration is the same.
  mutating func takeOver(from other: MetricsLedger) {
    for index in metrics.indices {
      for known in other.metrics where metrics[index].continues(known) { metrics[index].takeOver(from: known) }
    }
  }

  /// All series, by metric in the order of the policy.
  public var samples: [MetricSample] { metrics.flatMap(\.samples) }

  /// Each metric with its series, in the order of the policy; those without series are there too.
  public var families: [(declaration: MetricDeclaration, samples: [MetricSample])] { metrics.map { ($0.declaration, $0.samples) } }

  /// The metrics of which series have been left out since the start, in the order of the policy.
  public var cut: [CutMetric] { metrics.compactMap(\.cut) }
}
