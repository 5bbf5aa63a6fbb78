internal import Policy

/// The fields of a mapping and of those inside it, with the path of each mapping from where the page begins.
struct FieldTable {
  /// The way to the mapping: `metrics.NAME`; empty for the first.
  let path: String
  let fields: [FieldDescription]

  /// The mappings in a type, each once. Shared types have a section of their own, unless they are wanted here.
  static func tables(in type: TypeDescription, path: String = "", withShared: Bool = false) -> [FieldTable] {
    var seen: Set<[String]> = []
    return all(in: type, path, withShared).filter { seen.insert($0.fields.map(\.name)).inserted }
  }

  private static func all(in type: TypeDescription, _ path: String, _ shared: Bool) -> [FieldTable] {
    switch type {
    case .object(let fields, let others, _, _):
      [FieldTable(path: path, fields: fields)]
        + fields.flatMap { all(in: $0.type, path + (path.isEmpty ? "" : ".") + $0.name, shared) }
        + (others.map { all(in: $0, path + ".NAME", shared) } ?? [])
    case .list(let item, _): all(in: item, path + "[]", shared)
    case .map(let value, _, _): all(in: value, path + (path.isEmpty ? "" : ".") + "NAME", shared)
    case .either(let forms): forms.flatMap { all(in: $0, path, shared) }
    case .shared(let type) where shared: all(in: type.type, path, shared)
    default: []
    }
  }

  /// As a table of Markdown.
  func markdown(_ words: TypeWords) -> String {
    let rows = fields.map { field in
      "| `\(field.name)` | \(Self.cell(words.words(field.type))) | \(Self.cell(TypeWords.need(field))) | \(Self.cell(field.summary)) |\n"
    }
    return "| field | takes | | meaning |\n|---|---|---|---|\n" + rows.joined()
  }

  /// As text for a terminal.
  func text(_ words: TypeWords, indent: String) -> String {
    fields.map { field in
      "\(indent)\(field.name): \(words.words(field.type)); \(TypeWords.need(field))\n\(indent)    \(field.summary)\n"
    }.joined()
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
}
