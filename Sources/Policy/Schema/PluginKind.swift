/// What a plugin does for a policy.
public enum PluginKind: String, Sendable, CaseIterable {
  /// It reads.
  case source
  /// It writes.
  case sink
}
