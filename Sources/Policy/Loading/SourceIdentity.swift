/// Puts into one text what decides what a source reads, so that two sources of two policies can be told to read the same.
enum SourceIdentity {
  /// Words that say what becomes of what was read, and not what is read.
  private static let judging: Set<String> = ["as_of", "stale_after", "clock_skew", "timeout", "fallback", AcceptCollector.word]

  /// The identity of a source by its resolved node and by the params and connections that it uses.
  static func of(_ node: Node, uses: Set<String>) -> Secret {
    Secret(text(node, uses) { text($1, nil) { scalar, _ in scalar.text } })
  }

  /// The same without its secrets: of one that the source itself has there is a number that tells it from others, for an account may decide
  /// what is read; of a connection's the password does not go into it. `fields` are those of the plugin, which tell what a secret is.
  static func open(_ node: Node, fields: [FieldDescription], uses: Set<String>) -> String {
    let type = TypeDescription.object(fields)
    let shown = Set(uses.map { Redaction.text($0, isSecret: $0.hasPrefix("connection ")) })
    return text(node, shown) { name, node in
      text(node, type.field(name)) { $1?.isSecret == true ? "\(Fingerprint.of($0.text))" : Redaction.text($0.text, isSecret: false) }
    }
  }

  private static func text(_ node: Node, _ uses: Set<String>, _ value: (String, Node) -> String) -> String {
    guard case .mapping(let entries) = node.content else { return "" }
    let own = entries.filter { !judging.contains($0.key) }.sorted { $0.key < $1.key }
    return (own.map { "\($0.key): \(value($0.key, $0.value))" } + uses.sorted()).joined(separator: "\n")
  }

  /// Scalars by their text and style of quoting, since `1` and `'1'` may differ.
  private static func text(_ node: Node, _ type: TypeDescription?, _ scalarText: (Scalar, TypeDescription?) -> String) -> String {
    switch node.content {
    case .scalar(let scalar):
      let text = scalarText(scalar, type)
      return "\(scalar.style == .plain ? "" : "'")\(text.utf8.count):\(text)"
    case .sequence(let items): return "[" + items.map { text($0, type?.item, scalarText) }.joined(separator: ",") + "]"
    // The order of the fields is the order of the columns.
    case .mapping(let entries):
      let texts = entries.map { "\($0.key.utf8.count):\($0.key)=\(text($0.value, type?.field($0.key), scalarText))" }
      return "{" + texts.joined(separator: ",") + "}"
    }
  }
}
