internal import Diagnostics
internal import Governor
internal import Policy

/// What the reference tells of one plugin: its fields, and its examples as the loader takes them.
struct PluginPage {
  /// An example, and what is wrong with it: nothing, for one that is accepted.
  struct Example {
    let title: String
    let text: String
    let errors: [Diagnostic]

    /// The findings as `host validate` shows them.
    var shown: String { errors.map { DiagnosticRenderer().render($0) }.joined(separator: "\n") }
  }

  let kind: PluginKind
  let plugin: PluginDescription
  /// `type`, then the plugin's own fields.
  let own: FieldTable
  /// The fields of every plugin of the kind.
  let common: FieldTable
  let accepted: [Example]
  let refused: [Example]

  /// The pages of a host's plugins: sources, then sinks, each by name.
  static func all(_ registry: Registry) -> [PluginPage] {
    let catalog = registry.catalog
    let reference = PolicyReference(catalog: catalog)
    let examples: [PluginKind: [String: PluginExamples]] = [
      .source: Dictionary(registry.sourceTypes.map { ($0.type, $0.examples) }) { first, _ in first },
      .sink: Dictionary(registry.sinkTypes.map { ($0.type, $0.examples) }) { first, _ in first },
    ]
    return PluginKind.allCases.flatMap { kind in
      reference.plugins(kind).map { plugin in
        let own = examples[kind]?[plugin.name]
        func load(_ example: PluginExample) -> Example {
          let policy = ExamplePolicy(example, of: kind)
          return Example(title: example.title, text: policy.text, errors: policy.errors(catalog))
        }
        return PluginPage(
          kind: kind, plugin: plugin, own: FieldTable(path: "", fields: [reference.typeField(kind, only: plugin.name)] + plugin.own),
          common: FieldTable(path: "", fields: plugin.common), accepted: own?.accepted.map(load) ?? [],
          refused: own?.refused.map(load) ?? [])
      }
    }
  }

  /// The mappings inside some fields.
  static func inner(_ fields: [FieldDescription], withShared: Bool) -> [FieldTable] {
    Array(FieldTable.tables(in: .object(fields), withShared: withShared).dropFirst())
  }
}
