/// The plugin types that a policy may name, told to the loader without their code.
public struct PluginCatalog: Sendable {
  /// A type of source.
  public struct SourceType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SourceConfiguration)?

    /// A type by the schema of its configuration.
    public init<Configuration: SourceConfiguration>(_ schema: Schema<Configuration>) {
      decode = { schema.read(&$0, $1) }
    }
  }

  /// A type of sink.
  public struct SinkType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SinkConfiguration)?

    /// A type by the schema of its configuration.
    public init<Configuration: SinkConfiguration>(_ schema: Schema<Configuration>) {
      decode = { schema.read(&$0, $1) }
    }
  }

  let sources: [String: SourceType]
  let sinks: [String: SinkType]

  /// A catalog of types by name.
  public init(sources: [String: SourceType], sinks: [String: SinkType]) {
    self.sources = sources
    self.sinks = sinks
  }
}
