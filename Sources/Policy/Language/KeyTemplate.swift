public import Diagnostics

/// A key with placeholders: `app:market:{symbol}`. Params are filled in when the policy is loaded; the entity and fields of other sources
/// in each tick.
public struct KeyTemplate: Sendable {
  /// A stretch of a key.
  public enum Part: Sendable, Hashable {
    /// Text that is the same for every entity.
    case literal(String)
    /// The name of the entity.
    case entity(String)
    /// A field that another source has read in the same tick; only keys of sources hold one.
    case field(KeyField)
  }

  /// The stretches in order; no two literals stand beside each other.
  public let parts: [Part]
  /// Where the key stands.
  public let span: SourceSpan
  /// Where each placeholder of an entity stands.
  let placeholders: [(name: String, span: SourceSpan)]
  /// Where each placeholder of a source's field stands.
  let fields: [(field: KeyField, span: SourceSpan)]

  init(
    parts: [Part], span: SourceSpan, placeholders: [(name: String, span: SourceSpan)], fields: [(field: KeyField, span: SourceSpan)] = []
  ) {
    self.parts = parts
    self.span = span
    self.placeholders = placeholders
    self.fields = fields
  }

  /// A key has at most so many bytes: it is sent once for each entity, and two of them are compared in the square of their length.
  public static let limit = 1024

  /// Whether the entity stands in the key. One that holds only a field of a source may have a key for each entity all the same.
  public var isPerEntity: Bool { !placeholders.isEmpty }
  /// Whether a field of another source stands in the key.
  public var isDependent: Bool { !fields.isEmpty }

  /// Where the placeholder of a field stands first.
  public func span(of field: KeyField) -> SourceSpan { fields.first { $0.field == field }?.span ?? span }

  /// The key for an entity; for none, the placeholder stays as it is written, and so do those of fields.
  public func text(entity: String?) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .entity(let name): entity ?? "{\(name)}"
      case .field(let field): "{\(field)}"
      }
    }.joined()
  }

  /// The same key behind a text.
  func prefixed(_ text: String) -> KeyTemplate {
    var parts = parts
    if case .literal(let first)? = parts.first { parts[0] = .literal(text + first) } else { parts.insert(.literal(text), at: 0) }
    return KeyTemplate(parts: parts, span: span, placeholders: placeholders, fields: fields)
  }
}

/// A field of a source, as a key names it: `{source.field}`.
public struct KeyField: Sendable, Hashable, CustomStringConvertible {
  /// The source's name.
  public let source: String
  /// The field's name.
  public let name: String

  /// The name as it is written.
  public var description: String { "\(source).\(name)" }
}

extension FieldType where Value == KeyTemplate {
  /// A key with placeholders. In a source the host makes the keys of each read from it; list it under `templates`. In a sink of a shadow
  /// the policy's name is put in front, unless the shadow's own file names the key.
  public static var keyTemplate: FieldType {
    FieldType(.keyTemplate) { node, context in
      guard FieldType<String>.text.read(node, context) != nil, let scalar = node.scalar else { return nil }
      return KeyTemplateParser(scalar, context).parse()
    }
  }
}
