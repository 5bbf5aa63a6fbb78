internal import Policy
internal import Synchronization

/// What a host runs now: those who answer questions and count read it, the engine keeps it.
public final class PolicyBoard: Sendable {
  private struct State {
    var policies: [LivePolicy] = []
    var reloads = ReloadStatus()
  }

  private let state = Mutex(State())

  /// Nothing runs.
  public init() {}

  /// The policies in the order of their files, each shadow behind its primary.
  public var policies: [LivePolicy] { state.withLock { $0.policies } }

  /// The policy of a name.
  public func policy(named name: String) -> LivePolicy? { policies.first { $0.policy.name == name } }

  /// How the changes of the set have gone.
  public var reloads: ReloadStatus { state.withLock { $0.reloads } }

  /// Puts other policies in the place of those that are there.
  func replace(_ policies: [LivePolicy]) { state.withLock { $0.policies = policies } }

  /// Puts a policy in the place of its namesake, if there is one.
  func replace(_ policy: LivePolicy) {
    state.withLock { state in
      guard let index = state.policies.firstIndex(where: { $0.policy.name == policy.policy.name }) else { return }
      state.policies[index] = policy
    }
  }

  /// Keeps in mind how a change of the set went, at a time in Unix seconds; `findings` is what was wrong with it.
  public func noteReload(succeeded: Bool, at time: Double, findings: [String] = []) {
    state.withLock { $0.reloads.note(succeeded: succeeded, at: time, findings: findings) }
  }
}
