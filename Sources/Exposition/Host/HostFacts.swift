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
  /// Nil where nothing is kept on disk.
  let state: StateStatus?
  let logLinesLost: Int
  let version: String
  let process: ProcessReading

  /// What runs on a board now; `logLinesLost` counts lines of the log that nobody will read, and `version` is the host's own.
  public init(_ board: PolicyBoard, state: StateStatus? = nil, logLinesLost: Int = 0, version: String) {
    self.init(board.policies, reloads: board.reloads, state: state, logLinesLost: logLinesLost, version: version)
  }

  /// Some policies, how the changes of their set have gone, and how keeping what they know on disk has.
  public init(_ policies: [LivePolicy], reloads: ReloadStatus, state: StateStatus? = nil, logLinesLost: Int = 0, version: String) {
    self.policies = policies.map { Running(policy: $0.policy, hash: $0.hash, status: $0.status) }
    self.reloads = reloads
    self.state = state
    self.logLinesLost = logLinesLost
    self.version = version
    process = ProcessReading.now()
  }

  /// All metrics: those that the policies declare, in their order, then the host's own.
  public var families: [MetricFamily] { PolicyMetrics.families(policies) + HostMetric.all.map { $0.family(self) } }
}
