internal import Policy

/// The page of the reference that tells a policy's own fields.
struct PolicyPage {
  let reference: PolicyReference

  var markdown: String {
    let words = TypeWords(root: "")
    var page = """
      # A policy

      One YAML file is one policy: a mapping of these fields, and of no others.

      Every single value may hold variables of the environment: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`; `$$` is a dollar sign. Names of
      one's own stand here as `NAME`: letters, digits and `_`, not beginning with a digit.


      """
    page += FieldTable(path: "", fields: reference.fields).markdown(words)
    let accept = PolicyReference.accept
    page += """

      Any mapping, from the whole policy down to a single field, may also hold `\(accept.name)`: {CODE: reason}. It silences that warning in the \
      mapping and all that stands below it; at the top it holds for the whole policy, with what it extends. One that silences nothing is itself \
      a warning.

      """
    for field in reference.fields {
      for table in FieldTable.tables(in: field.type, path: field.name) { page += "\n## `\(table.path)`\n\n" + table.markdown(words) }
    }
    for kind in PluginKind.allCases {
      guard let plugin = reference.plugins(kind).first else { continue }
      let fields = [reference.typeField(kind)] + plugin.common
      page += "\n## Every \(kind.rawValue)\n\nBeside these a \(kind.rawValue) has the fields of its plugin: "
      page += reference.plugins(kind).map { "[`\($0.name)`](\(kind.rawValue)s/\($0.name).md)" }.joined(separator: ", ") + ".\n\n"
      page += FieldTable(path: "", fields: fields).markdown(words)
    }
    for shared in reference.sharedTypes {
      page += "\n## \(shared.title.prefix(1).uppercased() + shared.title.dropFirst())\n\n\(shared.summary)\n\n"
      if case .object = shared.type {} else { page += "It takes \(words.words(shared.type)).\n\n" }
      page += FieldTable.tables(in: shared.type).map { table in
        (table.path.isEmpty ? "" : "In each item:\n\n") + table.markdown(words)
      }.joined(separator: "\n")
    }
    return page
  }
}
