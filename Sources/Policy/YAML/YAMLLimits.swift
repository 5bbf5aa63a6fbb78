/// What a policy file may cost before it is refused, so that no file can exhaust the host.
public struct YAMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes = 1 << 20
  /// Mappings and lists inside each other.
  public var depth = 64
  /// Nodes, each alias counted as all that it stands for.
  public var nodes = 50_000
  /// Uses of an alias.
  public var aliases = 100

  /// The limits of the house: 1 MiB, depth 64, 50 000 nodes, 100 aliases.
  public init() {}
}
