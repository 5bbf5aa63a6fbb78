import Diagnostics

/// Lays one tree over another: mappings merge, key by key; scalars and lists replace.
enum TreeMerger {
  /// What `over` says, and what `base` says beside it, in the order of `base`.
  static func merge(_ over: Node, onto base: Node) -> Node {
    merge(over, onto: base, path: [])
  }

  /// The places where `over` says nothing and `base` something: whoever writes so most often wants to take it out.
  static func emptied(_ over: Node, onto base: Node) -> [SourceSpan] {
    guard case .mapping(let new) = over.content else { return over.isNull ? [over.span] : [] }
    return new.flatMap { entry in base.value(of: entry.key).map { emptied(entry.value, onto: $0) } ?? [] }
  }

  private static func merge(_ over: Node, onto base: Node, path: [String]) -> Node {
    let (over, base) = (long(over, beside: base, path), long(base, beside: over, path))
    guard case .mapping(let new) = over.content, case .mapping(let old) = base.content else { return over }
    let places = Dictionary(new.enumerated().map { ($1.key, $0) }) { first, _ in first }
    var taken: Set<String> = []
    var entries = old.map { entry -> Node.Entry in
      guard let place = places[entry.key] else { return entry }
      taken.insert(entry.key)
      let merged = merge(new[place].value, onto: entry.value, path: path + [entry.key])
      // A mapping that only gets more is still declared where it was.
      let isMerged = if case .mapping = merged.content, merged.span != new[place].value.span { true } else { false }
      return Node.Entry(key: entry.key, keySpan: isMerged ? entry.keySpan : new[place].keySpan, value: merged)
    }
    entries += new.filter { !taken.contains($0.key) }
    return Node(.mapping(entries), span: base.span)
  }

  /// A param's short form `x: 1` is `x: {value: 1}`, so that a new value keeps the range and the unit.
  private static func long(_ node: Node, beside other: Node, _ path: [String]) -> Node {
    guard path.count == 2, path[0] == "params", case .scalar = node.content, case .mapping = other.content else { return node }
    return Node(.mapping([Node.Entry(key: "value", keySpan: node.span, value: node)]), span: node.span)
  }
}

extension Node {
  /// The value of a key of a mapping.
  func value(of key: String) -> Node? { entry(key)?.value }

  /// The entry of a key of a mapping.
  func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }

  /// The keys of a mapping; none of anything else.
  var keys: [String] {
    guard case .mapping(let entries) = content else { return [] }
    return entries.map(\.key)
  }

  /// The same mapping without some keys.
  func without(_ keys: Set<String>) -> Node {
    guard case .mapping(let entries) = content, entries.contains(where: { keys.contains($0.key) }) else { return self }
    return Node(.mapping(entries.filter { !keys.contains($0.key) }), span: span)
  }

  /// The same mapping with the value of a key in the place of the one it has, or at its end.
  func setting(_ key: String, at keySpan: SourceSpan, to value: Node) -> Node {
    guard case .mapping(var entries) = content else { return self }
    let entry = Entry(key: key, keySpan: keySpan, value: value)
    if let place = entries.firstIndex(where: { $0.key == key }) { entries[place] = entry } else { entries.append(entry) }
    return Node(.mapping(entries), span: span)
  }
}
