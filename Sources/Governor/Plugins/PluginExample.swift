/// A piece of a policy that shows how a plugin is used, or what it refuses.
public struct PluginExample: Sendable {
  /// What the example shows.
  public let title: String
  /// The body of the source or sink, as YAML.
  public let yaml: String

  /// An example.
  public init(_ title: String, _ yaml: String) {
    self.title = title
    self.yaml = yaml
  }
}

/// The examples of a plugin; the tests load them all.
public struct PluginExamples: Sendable {
  /// Bodies that are good.
  public let accepted: [PluginExample]
  /// Bodies that are refused.
  public let refused: [PluginExample]

  /// Examples of both kinds.
  public init(accepted: [PluginExample], refused: [PluginExample]) {
    self.accepted = accepted
    self.refused = refused
  }
}
