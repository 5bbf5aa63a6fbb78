import Diagnostics

/// Reads `connections`: a name and a URL each. What a URL must look like is the matter of the plugin that uses it.
enum ConnectionSection {
  /// Gives the names of all that are written, in the order of the file.
  static func read(_ node: Node?, _ context: LoadContext) -> [String] {
    let entries = PolicyBody.entries(node, "`connections`", context)
    for entry in entries {
      guard Word.isName(entry.key) else {
        context.report(ParamSection.badName(entry))
        context.brokenConnections.insert(entry.key)
        continue
      }
      guard !entry.value.isNull, let url = FieldType<String>.text.read(entry.value, context) else {
        if entry.value.isNull {
          context.report(
            Diagnostic(
              .emptyValue, "the connection `\(entry.key)` has no URL", at: entry.value.span, help: "write `redis://host:6379/0`, say"))
        }
        context.brokenConnections.insert(entry.key)
        continue
      }
      context.connections[entry.key] = Connection(name: entry.key, url: Secret(url), span: entry.value.span)
    }
    return entries.map(\.key)
  }
}
