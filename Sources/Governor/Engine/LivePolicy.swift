public import Policy
internal import Synchronization

/// A policy that a host runs, and what it has come to.
public final class LivePolicy: Sendable {
  /// The policy.
  public let policy: CheckedPolicy
  /// What computes it.
  public let runner: PolicyRunner
  /// Tells one text of the policy from another: 16 hexadecimal digits of the policy as it stands, without its secrets.
  public let hash: String
  private let state: Mutex<PolicyStatus>

  /// A policy before its first tick.
  public init(_ runner: PolicyRunner, hash: String) {
    policy = runner.policy
    self.runner = runner
    self.hash = hash
    state = Mutex(
      PolicyStatus(ledger: MetricsLedger(policy), tally: TickTally(policy), sources: policy.sources.map(\.name)))
  }

  /// What it has come to: a value, replaced whole after each tick.
  public var status: PolicyStatus { state.withLock { $0 } }

  /// Changes what it has come to.
  func update(_ change: (inout PolicyStatus) -> Void) { state.withLock { change(&$0) } }
}
