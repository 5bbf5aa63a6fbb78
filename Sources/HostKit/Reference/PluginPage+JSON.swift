internal import Diagnostics
internal import Policy

extension PluginPage {
  /// As a JSON object.
  var json: String {
    JSONText.object([
      ("kind", JSONText.string(kind.rawValue)), ("name", JSONText.string(plugin.name)), ("summary", JSONText.string(plugin.summary)),
      ("fields", Self.fields(own.fields)), ("common_fields", Self.fields(common.fields)),
      ("accepted", Self.list(accepted.map { JSONText.object(Self.members($0)) })),
      (
        "refused",
        Self.list(
          refused.map { example in
            let codes = example.errors.map { JSONText.string($0.code.rawValue) }
            return JSONText.object(Self.members(example) + [("codes", Self.list(codes)), ("shown", JSONText.string(example.shown))])
          })
      ),
    ])
  }

  private static func members(_ example: Example) -> [(String, String)] {
    [("title", JSONText.string(example.title)), ("policy", JSONText.string(example.text))]
  }

  /// Fields; those of a mapping inside stand below its path.
  private static func fields(_ fields: [FieldDescription]) -> String {
    let words = TypeWords(root: nil)
    return list(
      fields.map { field in
        var members = [
          ("name", JSONText.string(field.name)), ("takes", JSONText.string(words.words(field.type))),
          ("required", field.isRequired ? "true" : "false"), ("summary", JSONText.string(field.summary)),
        ]
        if let text = field.defaultText { members.append(("default", JSONText.string(text))) }
        let inner = FieldTable.tables(in: field.type, path: field.name, withShared: true)
        if !inner.isEmpty {
          members.append(("fields", JSONText.object(inner.map { ($0.path, Self.fields($0.fields)) })))
        }
        return JSONText.object(members)
      })
  }

  static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
}
