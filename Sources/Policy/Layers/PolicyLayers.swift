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

extension PolicyLayers.Base {
  /// A finding of a policy that extends some bases: with the policy's name, where its place is in one of them, as others use that too.
  static func attributed(_ finding: Diagnostic, to name: String?, among bases: [PolicyLayers.Base]) -> Diagnostic {
    guard let name, let span = finding.span, bases.contains(where: { $0.file === span.file }) else { return finding }
    return finding.about(policy: name)
  }
}

extension CheckedPolicy {
  /// The finding with this policy's name, where its place is in a file that the policy extends: that file's own policy may be free of it.
  public func attributed(_ finding: Diagnostic) -> Diagnostic {
    PolicyLayers.Base.attributed(finding, to: name, among: layers.bases)
  }

  /// The policy whose shadow this is: it runs in that one's tick, always in mode `shadow`.
  public var shadowOf: String? { layers.shadowOf?.name }
}
