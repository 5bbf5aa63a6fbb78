public import Policy

/// The plugin types of a host: a value, built once, in which each name stands once.
public struct Registry: Sendable {
  /// Two plugins of one kind claim the same name.
  public struct Duplicate: Error, CustomStringConvertible {
    /// What happened.
    public let description: String
  }

  struct SourceEntry: Sendable {
    let type: any SourcePlugin.Type
    let catalog: PluginCatalog.SourceType
    let build: @Sendable (any SourceConfiguration, BuildContext) -> (any SourcePlugin)?
  }

  struct SinkEntry: Sendable {
    let type: any SinkPlugin.Type
    let catalog: PluginCatalog.SinkType
    let build: @Sendable (any SinkConfiguration, BuildContext) -> (any SinkPlugin)?
  }

  private var sources: [String: SourceEntry] = [:]
  private var sinks: [String: SinkEntry] = [:]

  /// A registry of the given types; the same name twice is refused.
  public init(sources: [any SourcePlugin.Type], sinks: [any SinkPlugin.Type]) throws(Duplicate) {
    for type in sources {
      guard self.sources[type.type] == nil else { throw Duplicate(description: "two source plugins are named `\(type.type)`") }
      self.sources[type.type] = Self.entry(type)
    }
    for type in sinks {
      guard self.sinks[type.type] == nil else { throw Duplicate(description: "two sink plugins are named `\(type.type)`") }
      self.sinks[type.type] = Self.entry(type)
    }
  }

  /// The source types by name.
  public var sourceTypes: [any SourcePlugin.Type] { sources.sorted { $0.key < $1.key }.map(\.value.type) }
  /// The sink types by name.
  public var sinkTypes: [any SinkPlugin.Type] { sinks.sorted { $0.key < $1.key }.map(\.value.type) }

  /// What the policy loader needs to know of them.
  public var catalog: PluginCatalog {
    PluginCatalog(sources: sources.mapValues(\.catalog), sinks: sinks.mapValues(\.catalog))
  }

  /// Builds the source of a declaration that this registry's catalog has decoded; nil for one of another registry. Contacts nothing.
  public func build(_ declaration: SourceDeclaration, in context: BuildContext) -> (any SourcePlugin)? {
    sources[declaration.type]?.build(declaration.configuration, context)
  }

  /// Builds the sink of a declaration that this registry's catalog has decoded.
  func build(_ declaration: SinkDeclaration, in context: BuildContext) -> (any SinkPlugin)? {
    sinks[declaration.type]?.build(declaration.configuration, context)
  }

  private static func entry<Plugin: SourcePlugin>(_ type: Plugin.Type) -> SourceEntry {
    SourceEntry(type: type, catalog: .init(Plugin.schema, summary: Plugin.summary, canInject: Plugin.canInject)) { configuration, context in
      (configuration as? Plugin.Configuration).map { Plugin($0, in: context) }
    }
  }

  private static func entry<Plugin: SinkPlugin>(_ type: Plugin.Type) -> SinkEntry {
    let catalog = PluginCatalog.SinkType(
      Plugin.schema, summary: Plugin.summary, canDelete: Plugin.canDelete, canShow: Plugin.canShow)
    return SinkEntry(type: type, catalog: catalog) { configuration, context in
      (configuration as? Plugin.Configuration).map { Plugin($0, in: context) }
    }
  }
}
