public import Diagnostics

/// A key with placeholders: `app:market:{symbol}`. Params are filled in when the policy is loaded; the entity is not.
public struct KeyTemplate: Sendable {
  /// A stretch of a key.
  public enum Part: Sendable, Hashable {
    /// Text that is the same for every entity.
    case literal(String)
    /// The name of the entity.
    case entity(String)
  }

  /// The stretches in order; no two literals stand beside each other.
  public let parts: [Part]
  /// Where the key stands.
  public let span: SourceSpan
  /// Where each placeholder of an entity stands.
  let placeholders: [(name: String, span: SourceSpan)]

  /// Whether there is one key for each entity.
  public var isPerEntity: Bool { !placeholders.isEmpty }

  /// The key for an entity; for none, the placeholder stays as it is written.
  public func text(entity: String?) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .entity(let name): entity ?? "{\(name)}"
      }
    }.joined()
  }
}

extension FieldType where Value == KeyTemplate {
  /// A key with placeholders.
  public static var keyTemplate: FieldType {
    FieldType(.keyTemplate) { node, context in
      guard FieldType<String>.text.read(node, context) != nil, let scalar = node.scalar else { return nil }
      return KeyTemplateParser(scalar, context).parse()
    }
  }
}
