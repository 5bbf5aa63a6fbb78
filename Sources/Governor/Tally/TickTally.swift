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
  /// By output of each sink, in the order of the policy.
  public private(set) var faults: [FaultTally]

  /// Nothing has happened yet. What has a name that the tally before had too goes on from there.
  public init(_ policy: CheckedPolicy, following old: TickTally? = nil) {
    sources = policy.sources.map { source in old?.sources.first { $0.name == source.name } ?? SourceTally(name: source.name) }
    sinks = policy.sinks.map { sink in old?.sinks.first { $0.name == sink.name } ?? SinkTally(name: sink.name) }
    let asked = policy.checks.filter { $0.eachTick != nil }
    checks = asked.map { check in old?.checks.first { $0.name == check.name } ?? CheckTally(name: check.name) }
    faults = policy.sinks.flatMap { sink in
      sink.outputs.map { output in
        let name = "\(sink.name).\(output.name)"
        return FaultTally(output: name, register: output.register, count: old?.faults.first { $0.output == name }?.count ?? 0)
      }
    }
    guard let old else { return }
    (ticks, overruns, duration) = (old.ticks, old.overruns, old.duration)
    (lastTickTime, entities) = (old.lastTickTime, old.entities)
  }

  /// Takes in a tick; `overrun` is how many due times passed unused because it took too long.
  public mutating func take(_ report: TickReport, overrun: Int) {
    ticks += 1
    overruns += max(0, overrun)
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
