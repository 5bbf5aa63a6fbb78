/// The plugin types that a policy may name, told to the loader without their code.
public struct PluginCatalog: Sendable {
  /// A type of source.
  public struct SourceType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SourceConfiguration)?
    /// The names of its fields, without those that every source has.
    let fieldNames: [String]

    /// A type by the schema of its configuration.
    public init<Configuration: SourceConfiguration>(_ schema: Schema<Configuration>) {
      fieldNames = schema.fields.map(\.name)
      decode = { schema.read(&$0, $1) }
    }
  }

  /// A type of sink.
  public struct SinkType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SinkConfiguration)?
    /// The names of its fields, without those that every sink has.
    let fieldNames: [String]
    let canDelete: Bool

    /// A type by the schema of its configuration; `canDelete` where it can delete what it has written, as `when_withheld: delete` asks.
    public init<Configuration: SinkConfiguration>(_ schema: Schema<Configuration>, canDelete: Bool = false) {
      fieldNames = schema.fields.map(\.name)
      decode = { schema.read(&$0, $1) }
      self.canDelete = canDelete
    }
  }

  let sources: [String: SourceType]
  let sinks: [String: SinkType]

  /// The fields of any source.
  var sourceFields: Set<String> { Set(sources.values.flatMap(\.fieldNames) + SourceCommon.names) }
  /// The fields of any sink.
  var sinkFields: Set<String> { Set(sinks.values.flatMap(\.fieldNames) + SinkSection.names) }

  /// A catalog of types by name.
  public init(sources: [String: SourceType], sinks: [String: SinkType]) {
    self.sources = sources
    self.sinks = sinks
  }
}
