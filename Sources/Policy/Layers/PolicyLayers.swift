public import Diagnostics

/// Which files made up a policy, and whose shadow it is.
public struct PolicyLayers: Sendable {
  /// A policy that is extended.
  public struct Base: Sendable {
    /// The name that it gives itself, if it has one.
    public let name: String?
    /// Its file.
    public let file: SourceFile
  }

  /// Where the policy's name stands.
  public let nameSpan: SourceSpan
  /// The policy in whose tick it runs, and where that is said; nil for a policy of its own.
  public let shadowOf: Named<String>?
  /// What it extends, the nearest first.
  public let bases: [Base]
  /// The variables that its file and what it extends ask for, also where another file or a setting takes the place.
  public let variables: Set<String>
  /// The names of params and values that its own file adds to those of what it extends; none for a policy that extends nothing.
  let added: Set<String>
  /// Keys of sinks that got the policy's name in front, by the place of what is written.
  public internal(set) var prefixedKeys: Set<SourceSpan> = []
}

extension CheckedPolicy {
  /// The policy whose shadow this is: it runs in that one's tick, always in mode `shadow`.
  public var shadowOf: String? { layers.shadowOf?.name }
}
