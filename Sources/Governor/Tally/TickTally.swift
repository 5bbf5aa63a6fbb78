public import Policy

/// What the ticks of one policy have come to since it began: the numbers of a host's own metrics. They only grow, but for those of the last
/// tick.
public struct TickTally: Sendable {
  /// Ticks that ended.
  public private(set) var ticks = 0
  /// Due times that passed without a tick, because the one before took too long.
  public private(set) var overruns = 0
  /// How long ticks took, in seconds.
  public private(set) var duration = Histogram(bounds: Histogram.durations)
  /// The time of the last tick in Unix seconds; nil before the first.
  public private(set) var lastTickTime: Double?
  /// How many entities the last tick had; nil where they could not be found out, and for a policy without.
  public private(set) var entities: Int?
  /// By source, in the order of the policy.
  public private(set) var sources: [SourceTally]
  /// By sink, in the order of the policy.
  public private(set) var sinks: [SinkTally]
  /// By check that is asked in each tick, in the order of the policy.
  public private(set) var checks: [CheckTally]
  /// By output of each sink, and then by gauge, in the order of the policy.
  public private(set) var faults: [FaultTally]

  /// Nothing has happened yet.
  public init(_ policy: CheckedPolicy) {
    sources = policy.sources.map { SourceTally(name: $0.name) }
    sinks = policy.sinks.map { SinkTally(name: $0.name) }
    checks = policy.checks.filter { $0.eachTick != nil }.map { CheckTally(name: $0.name, publishes: $0.publish != nil) }
    faults = policy.sinks.flatMap { sink in
      sink.outputs.map { FaultTally(output: "\(sink.name).\($0.name)", register: $0.register, count: 0) }
    }
    faults += policy.metrics.compactMap { metric in
      guard case .gauge(let register) = metric.kind else { return nil }
      return FaultTally(output: "metric \(metric.name)", register: register, count: 0)
    }
  }

  /// Goes on from an earlier tally, and so do those of its sources, sinks, checks and outputs that have the same names.
  mutating func takeOver(from other: TickTally) {
    (ticks, overruns, duration) = (other.ticks, other.overruns, other.duration)
    (lastTickTime, entities) = (other.lastTickTime, other.entities)
    sources = sources.map { own in other.sources.first { $0.name == own.name } ?? own }
    sinks = sinks.map { own in other.sinks.first { $0.name == own.name } ?? own }
    checks = checks.map { own in other.checks.first { $0.name == own.name } ?? own }
    for index in faults.indices {
      for known in other.faults where known.output == faults[index].output { faults[index].count = known.count }
    }
  }

  /// Counts due times that passed unused because a tick took too long.
  mutating func noteOverruns(_ count: Int) { overruns += max(0, count) }

  /// Takes in a tick.
  public mutating func take(_ report: TickReport) {
    ticks += 1
    duration.record(report.seconds)
    lastTickTime = report.snapshot.now
    entities = report.policy.entity == nil ? nil : report.snapshot.entities?.count
    for (index, snapshot) in report.snapshot.sources.enumerated() where sources.indices.contains(index) {
      sources[index].take(snapshot, at: report.snapshot.now)
    }
    for (index, sink) in report.sinks.enumerated() where sinks.indices.contains(index) {
      sinks[index].take(sink, at: report.snapshot.now)
    }
    for (index, check) in report.checks.enumerated() where checks.indices.contains(index) { checks[index].take(check) }
    for index in faults.indices { faults[index].count += report.evaluation.faults(in: faults[index].register) }
  }
}
