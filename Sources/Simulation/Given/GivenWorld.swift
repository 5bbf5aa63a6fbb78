public import Governor
public import Policy

/// The world round a policy that contacts nothing: a stand-in for each of its sources and sinks, which hold what is given.
///
/// A source whose data stands in the policy itself stays as it is, unless it is given something.
public struct GivenWorld: Sendable {
  private let sources: [String: GivenSource]
  let sinks: [String: GivenSink]

  /// A world in which everything that is not given is absent. `all` tells what will ever be given.
  public init(for policy: CheckedPolicy, giving all: [Given]) {
    let given = Set(all.flatMap { $0.sources.map(\.name) })
    var sources: [String: GivenSource] = [:]
    for source in policy.sources where given.contains(source.name) || !source.configuration.standsInPolicy {
      sources[source.name] = GivenSource(for: source)
    }
    self.sources = sources
    sinks = Dictionary(policy.sinks.map { ($0.name, GivenSink()) }, uniquingKeysWith: { first, _ in first })
  }

  /// The stand-ins, for a `PolicyRunner`.
  public var standIns: StandIns { StandIns(sources: sources, sinks: sinks) }

  /// Lets something be so from a time in Unix seconds on.
  public func give(_ given: Given, at now: Double) {
    for (name, answer) in given.sources { sources[name]?.give(answer, at: now) }
    for (name, isFailing) in given.failing { sinks[name]?.fail(isFailing) }
  }
}
