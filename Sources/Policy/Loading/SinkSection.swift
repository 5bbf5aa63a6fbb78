import Diagnostics

/// A sink as it is written, before its expressions are compiled.
struct SinkDraft {
  let name: String
  let span: SourceSpan
  let type: String
  let timeout: Double
  let configuration: any SinkConfiguration
}

/// Reads `sinks`.
enum SinkSection {
  private struct Common: Sendable {
    let timeout: Double

    static let schema = Schema(
      .optional("timeout", .duration(), default: 5, shown: "5s", "How long a write may take."), make: Common.init)
  }

  static func read(_ node: Node?, catalog: PluginCatalog, _ context: LoadContext) -> [SinkDraft] {
    PolicyBody.entries(node, "`sinks`", isRequired: true, context).compactMap { entry in
      if !Word.isName(entry.key) { context.report(ParamSection.badName(entry)) }
      let noun = "the sink `\(entry.key.shown())`"
      guard var reader = MappingReader(entry.value, owner: noun, context),
        let type = PluginType.read(&reader, kind: "sink", among: catalog.sinks, entry, context)
      else { return nil }
      reader = reader.named("`\(type.name)`")
      reader.refuse(NotBuiltYet.sink, context)
      let configuration = type.plugin.decode(&reader, context)
      let common = Common.schema.read(&reader, context)
      guard reader.finish(context), let configuration, let common else { return nil }
      return SinkDraft(
        name: entry.key, span: entry.keySpan, type: type.name, timeout: common.timeout, configuration: configuration)
    }
  }
}
