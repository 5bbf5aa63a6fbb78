/// Prints a policy as YAML, each line with where it came from.
struct ConfigYAML {
  /// Longer lines do not push the comments of all others to the right.
  private static let widest = 64

  private var lines: [(text: String, origin: ConfigOrigin)] = []

  /// The lines, comments aligned.
  static func text(_ root: ConfigNode) -> String {
    var printer = ConfigYAML()
    printer.add(root, indent: 0)
    let column = printer.lines.map(\.text.count).filter { $0 <= widest }.max() ?? 0
    return printer.lines.map { line in
      line.text + String(repeating: " ", count: max(0, column - line.text.count) + 2) + "# " + line.origin.text + "\n"
    }.joined()
  }

  private mutating func add(_ node: ConfigNode, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    switch node.content {
    case .scalar: lines.append((margin + (Self.line(node) ?? ""), node.origin))
    case .mapping(let entries):
      for (key, value) in entries { add(value, behind: margin + YAMLText.key(key) + ":", indent: indent) }
    case .sequence(let items):
      for item in items { addItem(item, margin: margin, indent: indent) }
    }
  }

  /// A value on the line of its key if it has room there, else below it.
  private mutating func add(_ value: ConfigNode, behind lead: String, indent: Int) {
    if let text = Self.line(value) {
      lines.append((text.isEmpty ? lead : "\(lead) \(text)", value.origin))
    } else {
      lines.append((lead, value.origin))
      add(value, indent: indent + 2)
    }
  }

  /// An item of a list: its first line stands behind the dash.
  private mutating func addItem(_ item: ConfigNode, margin: String, indent: Int) {
    if let text = Self.line(item) {
      lines.append(("\(margin)- \(text)", item.origin))
      return
    }
    let first = lines.count
    add(item, indent: indent + 2)
    lines[first].text = margin + "- " + lines[first].text.dropFirst(indent + 2)
  }

  /// What stands on one line: scalars, empty collections, and short lists of scalars that came from one place.
  private static func line(_ node: ConfigNode) -> String? {
    switch node.content {
    case .scalar(let text, let isNull, _): return isNull ? "" : YAMLText.value(text)
    case .mapping(let entries): return entries.isEmpty ? "{}" : nil
    case .sequence(let items):
      var texts: [String] = []
      for item in items {
        guard case .scalar(let text, let isNull, _) = item.content, item.origin == node.origin else { return nil }
        texts.append(isNull ? "null" : YAMLText.value(text, inFlow: true))
      }
      let line = "[" + texts.joined(separator: ", ") + "]"
      return line.count <= widest ? line : nil
    }
  }
}
