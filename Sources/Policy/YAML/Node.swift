public import Diagnostics

/// A part of a YAML document that knows where it stands.
public struct Node: Sendable {
  /// What a node is.
  public enum Content: Sendable {
    /// Text in whatever quotes; an empty plain scalar too.
    case scalar(Scalar)
    /// A list.
    case sequence([Node])
    /// A mapping in the order of the file; keys are unique.
    case mapping([Entry])
  }

  /// A key and its value.
  public struct Entry: Sendable {
    /// The key's text.
    public let key: String
    /// Where the key stands.
    public let keySpan: SourceSpan
    /// The value.
    public let value: Node
  }

  /// What the node is.
  public let content: Content
  /// Where it stands.
  public let span: SourceSpan
  /// How many nodes it is made of when every alias is written out.
  let weight: Int
  /// How many mappings and lists stand inside each other in it.
  let height: Int

  init(_ content: Content, span: SourceSpan) {
    self.content = content
    self.span = span
    switch content {
    case .scalar: (weight, height) = (1, 0)
    case .sequence(let items):
      weight = items.reduce(1) { $0 + $1.weight }
      height = 1 + (items.map(\.height).max() ?? 0)
    case .mapping(let entries):
      weight = entries.reduce(1) { $0 + 1 + $1.value.weight }
      height = 1 + (entries.map(\.value.height).max() ?? 0)
    }
  }

  /// The node's scalar, if it is one.
  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// Nothing is written there: an empty plain scalar, `~` or `null`.
  public var isNull: Bool { scalar?.isNull ?? false }

  /// What to write where a placeholder was meant: `{symbol}` without quotes is a mapping; nil where the node is no such thing.
  var placeholderHelp: String? {
    guard case .mapping(let entries) = content, entries.count == 1, entries[0].value.isNull, span.start != entries[0].keySpan.start else {
      return nil
    }
    return "`{` begins a mapping; put the value in quotes: `\"{\(entries[0].key.shown(limit: 40))}\"`"
  }

  /// What the node is, as a message calls it.
  public var kindName: String {
    switch content {
    case .scalar(let scalar): scalar.isNull ? "nothing" : "`\(scalar.text.shown(limit: 40))`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
