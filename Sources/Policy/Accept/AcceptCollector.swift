import Diagnostics

/// Takes the `accept` entries out of a tree, so that no schema needs to know them, and remembers what each stands for.
///
/// Places are kept one by one and not as one stretch: after `extends`, and through aliases, the parts of a mapping stand in many places.
struct AcceptCollector {
  static let word = "accept"

  /// What was wrong with the entries.
  private(set) var findings: [Diagnostic] = []
  /// The acceptances by the place of their code.
  private(set) var acceptances: [Acceptance] = []
  /// The places of all keys and values, in the order of the tree.
  private(set) var places: [SourceSpan] = []
  private var known: [SourceSpan: Int] = [:]

  /// The tree without its `accept` entries.
  mutating func strip(_ node: Node) -> Node { strip(node, from: places.count).node }

  /// `start` is where the places of the node begin; that of its key comes before its own. What comes back `isOrdered` holds all its parts, in
  /// order, within its span; with an alias in it the ends of a list or mapping mean nothing.
  private mutating func strip(_ node: Node, from start: Int) -> (node: Node, isOrdered: Bool) {
    var cursor = node.span.start
    var isOrdered = true
    func follows(_ span: SourceSpan) -> Bool {
      defer { cursor = span.end }
      return span.file === node.span.file && cursor <= span.start && span.end <= node.span.end
    }
    let content: Node.Content
    switch node.content {
    case .scalar: content = node.content
    case .sequence(let items):
      content = .sequence(
        items.map { item in
          let part = strip(item, from: places.count)
          isOrdered = follows(item.span) && part.isOrdered && isOrdered
          return part.node
        })
    case .mapping(let entries):
      content = .mapping(
        entries.filter { !Self.isAcceptance($0) }.map { entry in
          let start = places.count
          places.append(entry.keySpan)
          let part = strip(entry.value, from: start)
          isOrdered = follows(entry.keySpan) && follows(entry.value.span) && part.isOrdered && isOrdered
          return Node.Entry(key: entry.key, keySpan: entry.keySpan, value: part.node)
        })
      for entry in entries where Self.isAcceptance(entry) { read(entry, over: start..<places.count) }
    }
    if isOrdered { places.append(node.span) }
    return (Node(content, span: node.span), isOrdered)
  }

  /// A mapping of what looks like codes. Anything else of that name is left to its place: a param, a value or a field may be called so.
  static func isAcceptance(_ entry: Node.Entry) -> Bool {
    guard entry.key == word, case .mapping(let codes) = entry.value.content else { return false }
    return codes.contains { code in
      code.key.utf8.count > 2 && code.key.lowercased().hasPrefix("gv") && code.key.utf8.contains { Word.isDigit($0) }
    }
  }

  /// An `accept` that stands where only one could be meant, and is none.
  static func refusal(of entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .badAccept, "`accept` is a mapping from the codes of warnings to reasons", at: entry.keySpan,
      help: "write `accept: {GV0301: \"why it is right here\"}`")
  }

  private mutating func read(_ entry: Node.Entry, over range: Range<Int>) {
    guard case .mapping(let codes) = entry.value.content else { return }
    for code in codes {
      if let index = known[code.keySpan] {
        acceptances[index].ranges.append(range)
        continue
      }
      guard let rule = rule(code) else { continue }
      guard let reason = code.value.scalar, !reason.isNull, !reason.text.allSatisfy(\.isWhitespace) else {
        findings.append(
          Diagnostic(
            .badAccept, "an `accept` gives its reason, a text", at: code.value.span,
            help: "write `\(rule.rawValue): \"why it is right here\"`"))
        continue
      }
      known[code.keySpan] = acceptances.count
      acceptances.append(Acceptance(code: rule, span: code.keySpan, ranges: [range]))
    }
  }

  private mutating func rule(_ code: Node.Entry) -> DiagnosticCode? {
    let acceptable = DiagnosticCode.allCases.filter(\.canBeAccepted).map(\.rawValue)
    guard let rule = DiagnosticCode(rawValue: code.key) else {
      findings.append(
        Diagnostic(
          .badAccept, "`\(code.key.shown(limit: 40))` is not the code of a warning", at: code.keySpan, caption: "unknown",
          help: Suggestion.help(for: code.key, among: acceptable),
          notes: NameList.notes("warnings", acceptable)))
      return nil
    }
    guard !rule.canBeAccepted else { return rule }
    let (message, help) =
      rule == .uselessAccept
      ? ("an `accept` that silences nothing cannot itself be accepted", "take out the other `accept`")
      : rule.isNote
        ? ("`\(code.key)` is a note: there is nothing to accept", "take it out")
        : ("`\(code.key)` is the code of an error, and an error cannot be accepted", "mend what it reports: \(rule.title)")
    findings.append(Diagnostic(.badAccept, message, at: code.keySpan, help: help))
    return nil
  }
}
