/// All that a tick has read, frozen: a value that can be kept, shown and evaluated again.
public struct Snapshot: Sendable {
  /// The time of the tick in Unix seconds: when reading ended.
  public let now: Double
  /// The entities; nil for a policy without.
  public let entities: EntityTable?
  /// What each source gave, in the order of the policy.
  public let sources: [SourceSnapshot]

  /// How many rows a per-entity column has.
  public var rows: Int { entities?.count ?? 0 }
}
