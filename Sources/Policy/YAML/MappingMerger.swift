import Diagnostics

/// Gathers the entries of one mapping: a key that stands twice is a fault, a merged key gives way to a written one.
struct MappingMerger {
  private(set) var findings: [Diagnostic] = []
  private var written: [Node.Entry] = []
  private var places: [String: SourceSpan] = [:]
  private var merged: [Node.Entry] = []
  private var mergeKey: SourceSpan?
  private var mergedNames: Set<String> = []

  /// The entries in the order of the file, merged ones first.
  var entries: [Node.Entry] { merged.filter { places[$0.key] == nil } + written }

  /// The entry that was written last.
  var last: Node.Entry? { written.last }

  /// Puts what the last entry was meant to be in its place.
  mutating func replaceLast(_ entry: Node.Entry) {
    guard !written.isEmpty else { return }
    written[written.count - 1] = entry
  }

  mutating func add(_ entry: Node.Entry) {
    if let first = places[entry.key] {
      findings.append(
        Diagnostic(
          .duplicateKey, "the key `\(entry.key.shown())` stands twice in one mapping", at: entry.keySpan, caption: "again",
          help: "keep one of them"
        ).pointing(to: first, "first here"))
      return
    }
    places[entry.key] = entry.keySpan
    written.append(entry)
  }

  /// The value of a merge key. It stands once, as every key: a list merges several.
  mutating func merge(_ value: Node, key: SourceSpan) {
    if let first = mergeKey {
      findings.append(
        Diagnostic(
          .duplicateKey, "the key `<<` stands twice in one mapping", at: key, caption: "again", help: "write `<<: [*one, *two]`"
        ).pointing(to: first, "first here"))
      return
    }
    mergeKey = key
    merge(value, at: key)
  }

  /// `<<: *base` or `<<: [*one, *two]`; of several, the earlier wins.
  private mutating func merge(_ value: Node, at span: SourceSpan) {
    switch value.content {
    case .mapping(let entries):
      for entry in entries where mergedNames.insert(entry.key).inserted { merged.append(entry) }
    case .sequence(let items):
      for item in items {
        guard case .mapping = item.content else {
          refuse(item, at: item.span)
          continue
        }
        merge(item, at: span)
      }
    case .scalar:
      refuse(value, at: value.span)
    }
  }

  private mutating func refuse(_ node: Node, at span: SourceSpan) {
    findings.append(Diagnostic(.mergeFault, "`<<` merges mappings, not \(node.kindName)", at: span, help: "write `<<: *anchor`"))
  }
}
