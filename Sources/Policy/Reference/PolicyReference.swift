/// All that a policy can say, as the loader's own declarations tell it: the one thing that documentation and JSON Schema are made from.
public struct PolicyReference: Sendable {
  /// The fields of a policy, in the order in which one writes them.
  public let fields: [FieldDescription]
  private let plugins: [PluginKind: [PluginDescription]]

  /// The reference for a host with the given plugins.
  public init(catalog: PluginCatalog) {
    let declared = PolicyHead.schema.fields + PolicySection.allCases.map(\.field)
    let names = Set(declared.map(\.name))
    fields = declared + ComingWord.fields.filter { !names.contains($0.name) }
    plugins = [
      .source: catalog.sources.map {
        PluginDescription(
          name: $0.key, summary: $0.value.summary, own: $0.value.fields, oneOf: $0.value.oneOf, common: SourceCommon.schema.fields)
      },
      .sink: catalog.sinks.map {
        PluginDescription(
          name: $0.key, summary: $0.value.summary, own: $0.value.fields, oneOf: $0.value.oneOf, common: SinkSection.Common.schema.fields)
      },
    ].mapValues { $0.sorted { $0.name < $1.name } }
  }

  /// The plugins of a kind, by name.
  public func plugins(_ kind: PluginKind) -> [PluginDescription] { plugins[kind] ?? [] }

  /// The field that says which plugin a source or sink is.
  public func typeField(_ kind: PluginKind) -> FieldDescription {
    PluginType.field(kind, among: plugins(kind).map(\.name))
  }

  /// The same where the plugin is known.
  public func typeField(_ kind: PluginKind, only name: String) -> FieldDescription { PluginType.field(kind, among: [name]) }

  /// The types that stand in several places, in the order in which the policy's fields come to them.
  public var sharedTypes: [SharedType] {
    var found = SharedTypeList()
    for field in fields { found.add(field.type) }
    for plugin in PluginKind.allCases.flatMap(plugins) { for field in plugin.own + plugin.common { found.add(field.type) } }
    return found.types
  }

  /// `accept`, which any mapping of the language may carry.
  public static let accept = FieldDescription(
    name: AcceptCollector.word, type: .map(.text, keys: .pattern("GV[0-9]{4}", words: "the code of a warning"), count: 1...Int.max),
    isRequired: false, summary: "Warnings that are meant, here and below: the code of each, and the reason.")
}

/// One plugin of a host as a policy sees it.
public struct PluginDescription: Sendable {
  /// The word behind `type:`.
  public let name: String
  /// One sentence.
  public let summary: String
  /// The plugin's own fields.
  public let own: [FieldDescription]
  /// Those of them of which exactly one is written; empty where there is no such choice.
  public let oneOf: [String]
  /// The fields that all plugins of its kind have.
  public let common: [FieldDescription]
}

/// Collects shared types, each once.
private struct SharedTypeList {
  private(set) var types: [SharedType] = []

  mutating func add(_ type: TypeDescription) {
    switch type {
    case .shared(let shared):
      guard !types.contains(where: { $0.name == shared.name }) else { return }
      types.append(shared)
      add(shared.type)
    case .list(let item, _): add(item)
    case .map(let value, let keys, _):
      add(keys)
      add(value)
    case .object(let fields, let others, _, _):
      for field in fields { add(field.type) }
      if let others { add(others) }
    case .either(let forms): for form in forms { add(form) }
    case .text, .anyText, .secret, .name, .pattern, .scalar, .number, .integer, .boolean, .duration, .interval, .choice, .keyTemplate,
      .connection, .expression, .plugin, .described:
      break
    }
  }
}
