internal import Policy

extension PluginPage {
  /// As a page of Markdown; `root` is the way from it to the folder of the reference.
  func markdown(root: String) -> String {
    let words = TypeWords(root: root)
    var page = "# The \(kind.rawValue) `\(plugin.name)`\n\n\(plugin.summary)\n\n## Fields\n\n" + own.markdown(words)
    for table in Self.inner(plugin.own, withShared: false) { page += "\nIn each `\(table.path)`:\n\n" + table.markdown(words) }
    page += "\n## Fields of every \(kind.rawValue)\n\n" + common.markdown(words)
    for example in accepted { page += "\n## Accepted: \(example.title)\n\n" + Self.fenced(example.text, "yaml") }
    for example in refused {
      page += "\n## Refused: \(example.title)\n\n" + Self.fenced(example.text, "yaml") + "\n" + Self.fenced(example.shown, "text")
    }
    return page
  }

  /// As text for a terminal.
  var text: String {
    let words = TypeWords(root: nil)
    var page = "\(kind.rawValue) \(plugin.name)\n  \(plugin.summary)\n\nFields:\n" + own.text(words, indent: "  ")
    for table in Self.inner(plugin.own, withShared: true) { page += "\nIn each `\(table.path)`:\n" + table.text(words, indent: "  ") }
    page += "\nFields of every \(kind.rawValue):\n" + common.text(words, indent: "  ")
    for table in Self.inner(plugin.common, withShared: true) { page += "\nIn `\(table.path)`:\n" + table.text(words, indent: "  ") }
    for example in accepted { page += "\nAccepted, \(example.title):\n\n" + Self.indented(example.text) }
    for example in refused {
      page += "\nRefused, \(example.title):\n\n" + Self.indented(example.text) + "\n" + Self.indented(example.shown)
    }
    return page
  }

  static func fenced(_ text: String, _ language: String) -> String {
    "```\(language)\n" + text + (text.hasSuffix("\n") ? "" : "\n") + "```\n"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
