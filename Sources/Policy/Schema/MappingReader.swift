internal import Diagnostics

/// Takes the fields of one mapping, remembers which names were asked for, and in the end refuses all others.
public struct MappingReader {
  /// What the mapping is, as messages call it: "`redis_hash`", "the policy".
  private(set) var owner: String
  /// Where the mapping stands.
  let span: SourceSpan
  private var entries: [Node.Entry]
  private var asked: [String] = []
  private var taken: Set<String> = []
  /// Misspelt fields, under their right names, and what to say of each.
  private var mended: [(entry: Node.Entry, help: String)] = []
  private var isEntered = false

  /// Begins to read a node, which must be a mapping; else nil and a finding.
  init?(_ node: Node, owner: String, help: String? = nil, _ context: LoadContext) {
    guard case .mapping(let entries) = node.content else {
      context.report(Diagnostic(.wrongKind, "\(owner) is a mapping, not \(node.kindName)", at: node.span, help: help))
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

  /// Says what the fields are called, before the first is taken. A key that is a slip of one that is not there is reported and then read
  /// as if it were right: the field is not missing, and what stands below it may have faults of its own.
  mutating func expect(_ names: [String], _ context: LoadContext) {
    if !isEntered { context.enclosing.append((owner, names)) }
    isEntered = true
    let written = Set(entries.map(\.key))
    let absent = names.filter { !written.contains($0) }
    guard !absent.isEmpty else { return }
    var found: Set<String> = []
    for (index, entry) in entries.enumerated()
    where !names.contains(entry.key) && !taken.contains(entry.key) {
      guard let meant = Suggestion.nearest(to: entry.key, among: absent), found.insert(meant).inserted else { continue }
      mend(index, as: meant)
    }
  }

  private mutating func mend(_ index: Int, as meant: String) {
    let entry = entries[index]
    mended.append((entry, "did you mean `\(meant)`?"))
    entries[index] = Node.Entry(key: meant, keySpan: entry.keySpan, value: entry.value)
  }

  /// As `expect`, for one field that is read before it is known what the others are called.
  mutating func mend(only name: String) {
    guard !entries.contains(where: { $0.key == name }),
      let index = entries.firstIndex(where: { Suggestion.nearest(to: $0.key, among: [name]) != nil })
    else { return }
    mend(index, as: name)
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
    var isClean = mended.isEmpty
    for (entry, help) in mended { report(unknown: entry, among: asked, help: help, context) }
    if isEntered { context.enclosing.removeLast() }
    for entry in entries where !taken.contains(entry.key) {
      isClean = false
      // Any mapping may carry one, and those that are right are taken out before anything is read.
      if entry.key == AcceptCollector.word {
        context.report(AcceptCollector.refusal(of: entry))
        continue
      }
      let outer = context.enclosing.last { $0.names.contains(entry.key) }
      let help =
        outer.map { "`\(entry.key)` is a field of \($0.owner): give it the indentation of those" }
        ?? Suggestion.help(for: entry.key, among: asked)
      report(unknown: entry, among: asked, help: help, context)
    }
    return isClean
  }

  private func report(unknown entry: Node.Entry, among names: [String], help: String?, _ context: LoadContext) {
    context.report(
      Diagnostic(
        .unknownField, "`\(entry.key.shown())` is not a field of \(owner)", at: entry.keySpan, caption: "unknown field", help: help,
        notes: NameList.notes("fields", Set(names).sorted())))
  }
}
