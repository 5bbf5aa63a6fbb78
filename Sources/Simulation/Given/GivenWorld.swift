public import Governor
public import Policy

/// The world round a policy that contacts nothing: a stand-in for each of its sources and sinks, which hold what is given.
///
/// A source whose data stands in the policy itself stays as it is until it is given something.
public struct GivenWorld: Sendable {
  private let sources: [String: GivenSource]
  private let sinks: [String: GivenSink]
  private let publishers: [String: GivenSink]

  /// A world for a policy that was loaded with the registry's catalog, in which everything that is not given is absent.
  public init(for policy: CheckedPolicy, registry: Registry) {
    let context = BuildContext(resources: SharedResources(), version: "test")
    var sources: [String: GivenSource] = [:]
    for source in policy.sources {
      let own = source.configuration.standsInPolicy ? registry.build(source, in: context) : nil
      sources[source.name] = GivenSource(for: source, until: own)
    }
    self.sources = sources
    sinks = Dictionary(policy.sinks.map { ($0.name, GivenSink()) }, uniquingKeysWith: { first, _ in first })
    let publishing = policy.checks.filter { $0.publish != nil }
    publishers = Dictionary(publishing.map { ($0.name, GivenSink()) }, uniquingKeysWith: { first, _ in first })
  }

  /// The stand-ins, for a `PolicyRunner`.
  public var standIns: StandIns { StandIns(sources: sources, sinks: sinks, publishers: publishers) }

  /// Lets something be so from a time in Unix seconds on.
  public func give(_ given: Given, at now: Double) {
    for (name, answer) in given.sources { sources[name]?.give(answer, at: now) }
    for (name, isFailing) in given.failing { sinks[name]?.fail(isFailing) }
  }
}
