internal import Diagnostics

/// Takes the fields of one mapping, remembers which names were asked for, and in the end refuses all others.
public struct MappingReader {
  /// What the mapping is, as messages call it: "`redis_hash`", "the policy".
  private(set) var owner: String
  /// Where the mapping stands.
  let span: SourceSpan
  private let entries: [Node.Entry]
  private var asked: [String] = []
  private var taken: Set<String> = []

  /// Begins to read a node, which must be a mapping; else nil and a finding.
  init?(_ node: Node, owner: String, _ context: LoadContext) {
    guard case .mapping(let entries) = node.content else {
      context.report(Diagnostic(.wrongKind, "\(owner) is a mapping, not \(node.kindName)", at: node.span))
      return nil
    }
    self.owner = owner
    self.entries = entries
    self.span = node.span
  }

  /// Where a field that is missing would be written: behind the first key, which shows the mapping that lacks it.
  var insertionPoint: SourceSpan { entries.first?.keySpan ?? span }

  /// The same reader under another name, once it is known what the mapping is.
  func named(_ owner: String) -> MappingReader {
    var copy = self
    copy.owner = owner
    return copy
  }

  /// The value of a key, if it is written.
  mutating func take(_ name: String) -> Node? {
    asked.append(name)
    guard let entry = entries.first(where: { $0.key == name }) else { return nil }
    taken.insert(name)
    return entry.value
  }

  /// Where a key stands, if it is written.
  func keySpan(of name: String) -> SourceSpan? { entries.first { $0.key == name }?.keySpan }

  /// Names that are no fields here but deserve a better message than "unknown".
  mutating func refuse(_ names: [String: Diagnostic], _ context: LoadContext) {
    for entry in entries {
      guard let finding = names[entry.key] else { continue }
      context.report(Diagnostic(finding.code, finding.message, at: entry.keySpan, caption: finding.caption, help: finding.help))
      taken.insert(entry.key)
    }
  }

  /// Reports every key that nobody asked for; false if there was one.
  func finish(_ context: LoadContext) -> Bool {
    var isClean = true
    for entry in entries where !taken.contains(entry.key) {
      isClean = false
      // Any mapping may carry one, and those that are right are taken out before anything is read.
      if entry.key == AcceptCollector.word {
        context.report(AcceptCollector.refusal(of: entry))
        continue
      }
      context.report(
        Diagnostic(
          .unknownField, "`\(entry.key.shown())` is not a field of \(owner)", at: entry.keySpan, caption: "unknown field",
          help: Suggestion.help(for: entry.key, among: asked),
          notes: ["fields: " + asked.sorted().map { "`\($0)`" }.joined(separator: ", ")]))
    }
    return isClean
  }
}
