/// Whether consumers act on what a policy writes.
public enum Mode: String, Sendable, CaseIterable {
  /// The policy observes; consumers ignore it.
  case shadow
  /// Consumers act on it.
  case enforce
}
