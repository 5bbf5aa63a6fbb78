/// Puts into one text what decides what a source reads, so that two sources of two policies can be told to read the same.
enum SourceIdentity {
  /// Words that say what becomes of what was read, and not what is read.
  private static let judging: Set<String> = ["as_of", "stale_after", "clock_skew", "timeout", "fallback", AcceptCollector.word]

  /// The identity of a source by its resolved node and by the params and connections that it uses.
  static func of(_ node: Node, uses: Set<String>) -> Secret {
    guard case .mapping(let entries) = node.content else { return Secret("") }
    let own = entries.filter { !judging.contains($0.key) }.sorted { $0.key < $1.key }
    return Secret((own.map { "\($0.key): \(text($0.value))" } + uses.sorted()).joined(separator: "\n"))
  }

  /// Scalars by their text and style of quoting, since `1` and `'1'` may differ.
  private static func text(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.style == .plain ? "" : "'")\(scalar.text.utf8.count):\(scalar.text)"
    case .sequence(let items): "[" + items.map { text($0) }.joined(separator: ",") + "]"
    // The order of the fields is the order of the columns.
    case .mapping(let entries): "{" + entries.map { "\($0.key.utf8.count):\($0.key)=\(text($0.value))" }.joined(separator: ",") + "}"
    }
  }
}
