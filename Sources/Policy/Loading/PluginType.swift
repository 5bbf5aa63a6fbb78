import Diagnostics

/// Reads the `type` of a source or sink and finds its plugin.
enum PluginType {
  private static let name = "type"

  /// The field by which a source or sink says what it is.
  static func field(_ kind: PluginKind, among names: [String]) -> FieldDescription {
    FieldDescription(name: name, type: .choice(names), isRequired: true, summary: "Which plugin the \(kind.rawValue) is.")
  }

  static func read<Plugin>(
    _ reader: inout MappingReader, kind: String, of owner: String, at span: SourceSpan, among plugins: [String: Plugin],
    _ context: LoadContext
  ) -> (name: String, plugin: Plugin)? {
    let names = plugins.keys.sorted()
    let list = NameList.text(names)
    reader.mend(only: name)
    guard let node = reader.take(name) else {
      context.report(
        Diagnostic(
          .missingField, "\(owner) needs `type`: which plugin it is", at: span,
          help: "types of \(kind)s: \(list)"))
      return nil
    }
    guard let name = FieldType<String>.text.read(node, context) else { return nil }
    guard let plugin = plugins[name] else {
      context.report(
        Diagnostic(
          .unknownType, "`\(name.shown())` is not a type of \(kind)", at: node.span, help: Suggestion.help(for: name, among: names),
          notes: ["types of \(kind)s: \(list)"]))
      return nil
    }
    return (name, plugin)
  }
}
