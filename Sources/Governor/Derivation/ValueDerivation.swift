/// Where one value of a tick came from: the part of a derivation that lies below it.
public struct ValueDerivation: Sendable {
  /// The value's place among the nodes.
  public let start: Int
  /// The value and all that it was computed from, each once.
  public let nodes: [DerivationNode]
  /// The sources of the fields among the nodes.
  public let sources: [DerivedSource]
}
