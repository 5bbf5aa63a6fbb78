/// The plugin types that a policy may name, told to the loader without their code.
public struct PluginCatalog: Sendable {
  /// A type of source.
  public struct SourceType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SourceConfiguration)?
    let fields: [FieldDescription]
    /// Fields of which exactly one is written.
    let oneOf: [String]
    let summary: String
    let canInject: Bool

    /// The names of its fields, without those that every source has.
    var fieldNames: [String] { fields.map(\.name) }

    /// A type by the schema of its configuration, and one sentence about it; `canInject` where it can write a record in the place where it
    /// reads one, as an `inject` of `api` asks.
    public init<Configuration: SourceConfiguration>(_ schema: Schema<Configuration>, summary: String = "", canInject: Bool = false) {
      decode = { schema.read(&$0, $1) }
      fields = schema.fields
      oneOf = schema.oneOf
      self.summary = summary
      self.canInject = canInject
    }
  }

  /// A type of sink.
  public struct SinkType: Sendable {
    let decode: @Sendable (inout MappingReader, LoadContext) -> (any SinkConfiguration)?
    let fields: [FieldDescription]
    /// Fields of which exactly one is written.
    let oneOf: [String]
    let summary: String
    let canDelete: Bool
    let canShow: Bool

    /// The names of its fields, without those that every sink has.
    var fieldNames: [String] { fields.map(\.name) }

    /// A type by the schema of its configuration, and one sentence about it; `canDelete` where it can delete what it has written, as
    /// `when_withheld: delete` asks, and `canShow` where it can tell what stands in its place, as a `show` of `api` asks.
    public init<Configuration: SinkConfiguration>(
      _ schema: Schema<Configuration>, summary: String = "", canDelete: Bool = false, canShow: Bool = false
    ) {
      decode = { schema.read(&$0, $1) }
      fields = schema.fields
      oneOf = schema.oneOf
      self.summary = summary
      self.canDelete = canDelete
      self.canShow = canShow
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
