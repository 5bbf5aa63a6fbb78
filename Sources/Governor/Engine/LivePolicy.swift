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
  /// Tells one text from another by its secrets as well, within this process. Never shown.
  public let mark: String
  private let state: Mutex<PolicyStatus>

  /// A policy before its first tick.
  public init(_ runner: PolicyRunner, hash: String, mark: String? = nil) {
    policy = runner.policy
    self.runner = runner
    self.hash = hash
    self.mark = mark ?? hash
    state = Mutex(
      PolicyStatus(ledger: MetricsLedger(policy), tally: TickTally(policy), sources: policy.sources.map(\.name)))
  }

  /// What it has come to: a value, replaced whole after each tick.
  public var status: PolicyStatus { state.withLock { $0 } }

  /// Takes in a tick; see `PolicyStatus.take`.
  func take(_ report: TickReport, at time: Double, beside primary: PolicyStatus.Company?, overrun: Int) {
    // Only the policy's own tick changes it, and there are never two: counting need not keep those waiting who look.
    var next = status
    next.take(report, at: time, beside: primary, overrun: overrun)
    state.withLock { $0 = next }
  }

  /// Goes on where the policy of the same name that ran before has ended; tells what of its memory can be used.
  func takeOver(from other: LivePolicy) async -> MemoryAdoption {
    var next = status
    next.takeOver(from: other.status)
    state.withLock { $0 = next }
    await runner.count(on: other.runner)
    return await runner.adopt(other.runner.memory())
  }
}
