/// Plugins that stand in the place of those that a policy names: for tests, simulations and the demo.
///
/// The policy is loaded as it is, with the real plugins' schemas; only what is read and written comes from elsewhere.
public struct StandIns: Sendable {
  /// Sources by their names in the policy.
  public var sources: [String: any SourcePlugin]
  /// Sinks by their names in the policy.
  public var sinks: [String: any SinkPlugin]
  /// What checks publish by, by the names of the checks.
  public var publishers: [String: any SinkPlugin]

  /// Stand-ins by the names in the policy; what is not named is built by the registry. A name that the policy does not have
  /// is a fault of the program and stops it.
  public init(
    sources: [String: any SourcePlugin] = [:], sinks: [String: any SinkPlugin] = [:], publishers: [String: any SinkPlugin] = [:]
  ) {
    self.sources = sources
    self.sinks = sinks
    self.publishers = publishers
  }
}
