public import Governor
internal import Policy

/// All that a host knows of itself at one time, as values: what its own metrics are read from.
public struct HostFacts: Sendable {
  /// A policy that runs.
  struct Running: Sendable {
    let policy: CheckedPolicy
    let hash: String
    let status: PolicyStatus
  }

  let policies: [Running]
  let reloads: ReloadStatus
  let version: String
  let process: ProcessReading

  /// What runs on a board now; `version` is the host's own.
  public init(_ board: PolicyBoard, version: String) {
    self.init(board.policies, reloads: board.reloads, version: version)
  }

  /// Some policies, and how the changes of their set have gone.
  public init(_ policies: [LivePolicy], reloads: ReloadStatus, version: String) {
    self.policies = policies.map { Running(policy: $0.policy, hash: $0.hash, status: $0.status) }
    self.reloads = reloads
    self.version = version
    process = ProcessReading.now()
  }

  /// All metrics: those that the policies declare, in their order, then the host's own.
  public var families: [MetricFamily] { PolicyMetrics.families(policies) + HostMetric.all.map { $0.family(self) } }
}
