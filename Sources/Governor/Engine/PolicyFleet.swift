public import Policy

/// The policies that a host is to run together, built and not yet running.
public struct PolicyFleet: Sendable {
  /// A policy and, behind it, those that follow its ticks.
  struct Group: Sendable {
    let primary: LivePolicy
    let shadows: [Follower]

    var all: [LivePolicy] { [primary] + shadows.map(\.live) }
  }

  /// A shadow and what it takes over from its primary.
  struct Follower: Sendable {
    let live: LivePolicy
    let kinship: Kinship
  }

  /// A policy with the hash of its text.
  public struct Member: Sendable {
    /// The policy, checked with the others.
    public let policy: CheckedPolicy
    /// Tells one text of it from another; see `LivePolicy.hash`.
    public let hash: String
    /// The same with its secrets; see `LivePolicy.mark`.
    public let mark: String

    /// A policy of a fleet; without a `mark` its hash alone tells texts apart.
    public init(_ policy: CheckedPolicy, hash: String, mark: String? = nil) {
      self.policy = policy
      self.hash = hash
      self.mark = mark ?? hash
    }
  }

  let groups: [Group]
  let pool: PluginPool

  /// The policies, each shadow behind its primary.
  public var policies: [LivePolicy] { groups.flatMap(\.all) }

  /// Builds the plugins of policies that a `PolicySet` has found nothing wrong with; contacts nothing. A shadow whose primary is not among
  /// them runs by itself. `standIns` gives what stands in for the plugins of a policy; `shared` are sources, by name, that stand in for those
  /// of all policies.
  public init(
    _ members: [Member], registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    log: PluginLog = PluginLog(), shared: [String: any SourcePlugin] = [:],
    standIns: (CheckedPolicy) -> StandIns = { _ in StandIns() }
  ) {
    let pool = PluginPool(registry, version: version, standIns: shared, log: log)
    let live = members.map { member in
      let primary = members.first { $0.policy.name == member.policy.shadowOf }
      let policy = primary.map { member.policy.ticking(every: $0.policy.every) } ?? member.policy
      return LivePolicy(
        PolicyRunner(policy, pool: pool, clock: clock, standIns: standIns(policy)), hash: member.hash, mark: member.mark)
    }
    let names = Set(live.map(\.policy.name))
    self.pool = pool
    groups = live.filter { !names.contains($0.policy.shadowOf ?? "") }.map { primary in
      let shadows = live.filter { $0.policy.shadowOf == primary.policy.name }
      return Group(
        primary: primary, shadows: shadows.map { Follower(live: $0, kinship: Kinship(of: $0.policy, to: primary.policy)) })
    }
  }

  /// Lets go of everything that the policies hold.
  func close() async {
    await withTaskGroup(of: Void.self) { group in
      for live in policies { group.addTask { await live.runner.close() } }
    }
    await pool.close()
  }
}
