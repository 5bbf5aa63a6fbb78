public import Diagnostics

/// One part of a schema: a field that is required, a field that has a default, or a group of fields.
public struct Field<Value: Sendable>: Sendable {
  let descriptions: [FieldDescription]
  let read: @Sendable (inout MappingReader, LoadContext) -> Value?

  /// A field that must be written.
  public static func required(_ name: String, _ type: FieldType<Value>, _ summary: String) -> Field {
    let description = FieldDescription(name: name, type: type.description, isRequired: true, defaultText: nil, summary: summary)
    return Field(descriptions: [description]) { reader, context in
      guard let node = reader.take(name) else {
        context.report(
          Diagnostic(
            .missingField, "\(reader.owner) needs `\(name)`: \(summary.firstSentence)", at: reader.insertionPoint,
            help: "add `\(name):` with \(type.description.words)"))
        return nil
      }
      return Self.read(node, as: type, named: name, isRequired: true, context)
    }
  }

  /// A field that may be left out; `default` then stands for it.
  public static func optional(
    _ name: String, _ type: FieldType<Value>, default value: Value, shown text: String? = nil, _ summary: String
  ) -> Field {
    let description = FieldDescription(
      name: name, type: type.description, isRequired: false, defaultText: text ?? "\(value)", summary: summary)
    return Field(descriptions: [description]) { reader, context in
      guard let node = reader.take(name) else { return value }
      return Self.read(node, as: type, named: name, context)
    }
  }

  /// A field that may be left out, with nothing in its place.
  public static func optional<Wrapped>(_ name: String, _ type: FieldType<Wrapped>, _ summary: String) -> Field
  where Value == Wrapped? {
    let description = FieldDescription(name: name, type: type.description, isRequired: false, defaultText: nil, summary: summary)
    return Field(descriptions: [description]) { reader, context in
      guard let node = reader.take(name) else { return .some(nil) }
      return Field<Wrapped>.read(node, as: type, named: name, context).map { .some($0) }
    }
  }

  /// The fields of another schema, written beside those of this one.
  public static func group(_ schema: Schema<Value>) -> Field {
    Field(descriptions: schema.fields) { reader, context in schema.read(&reader, context) }
  }

  /// Nothing of the mapping, but its place.
  public static func place() -> Field where Value == SourceSpan {
    Field(descriptions: []) { reader, _ in reader.span }
  }

  /// Nothing of the mapping, but where a key of it stands, if it is written; `name` is read by another part.
  public static func keySpan(of name: String) -> Field where Value == SourceSpan? {
    Field(descriptions: []) { reader, _ in .some(reader.keySpan(of: name)) }
  }

  private static func read(
    _ node: Node, as type: FieldType<Value>, named name: String, isRequired: Bool = false, _ context: LoadContext
  ) -> Value? {
    if node.isNull {
      context.report(
        Diagnostic(
          .emptyValue, "`\(name)` is empty", at: node.span,
          help: "write \(type.description.words)" + (isRequired ? "" : ", or leave the field out")))
      return nil
    }
    return type.read(node, context)
  }
}

extension String {
  /// What a summary says first, for a sentence that goes on behind a colon.
  var firstSentence: String {
    var sentence = self[...]
    if let end = indices.first(where: { self[$0...].hasPrefix(". ") }) { sentence = self[..<end] }
    return sentence.prefix(1).lowercased() + (sentence.hasSuffix(".") ? sentence.dropLast() : sentence).dropFirst()
  }
}
