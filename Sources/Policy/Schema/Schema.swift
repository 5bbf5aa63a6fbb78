internal import Diagnostics

/// The one declaration of a configuration: from it come decoding, findings, documentation and JSON Schema.
public struct Schema<Value: Sendable>: Sendable {
  /// The fields in the order of the declaration.
  public let fields: [FieldDescription]
  /// Fields of which exactly one is written; empty where there is no such choice.
  public let oneOf: [String]
  let read: @Sendable (inout MappingReader, LoadContext) -> Value?

  /// A schema of fields whose values `make` puts together. `make` sees only values that were read without fault.
  public init<each Part: Sendable>(
    _ part: repeat Field<each Part>, make: @escaping @Sendable (repeat each Part) -> Value
  ) {
    let parts = (repeat each part)
    var descriptions: [FieldDescription] = []
    for field in repeat each parts { descriptions += field.descriptions }
    fields = descriptions
    oneOf = []
    read = { reader, context in
      // All fields are read before the first fault ends the matter, so that one run reports them all.
      let values = (repeat (each parts).read(&reader, context))
      do {
        return make(repeat try unwrapped(each values))
      } catch {
        return nil
      }
    }
  }

  private init(
    fields: [FieldDescription], oneOf: [String], read: @escaping @Sendable (inout MappingReader, LoadContext) -> Value?
  ) {
    self.fields = fields
    self.oneOf = oneOf
    self.read = read
  }

  /// The same schema where exactly one of some optional fields is written; `meaning` says what it is for, for the message.
  public func exactlyOne(of names: [String], _ meaning: String) -> Schema {
    Schema(fields: fields, oneOf: names) { reader, context in
      let written = names.filter { reader.keySpan(of: $0) != nil }
      let value = read(&reader, context)
      if written.isEmpty {
        context.report(
          Diagnostic(
            .missingField, "\(reader.owner) needs one of \(NameList.text(names)): \(meaning)", at: reader.insertionPoint,
            help: fields.first { names.contains($0.name) }.map { "add `\($0.name):` with \($0.type.words), say" }))
      } else if written.count > 1 {
        context.report(
          Diagnostic(
            .conflictingFields, "\(reader.owner) takes one of \(NameList.text(names)), not several: \(meaning)",
            at: reader.keySpan(of: written[1]) ?? reader.span, help: "keep one of them"
          ).pointing(to: reader.keySpan(of: written[0]), "the first one"))
      }
      return written.count == 1 ? value : nil
    }
  }

  /// The same fields read further, where what one may hold depends on another; `transform` returns nil only after it has reported why.
  public func refined<Other: Sendable>(_ transform: @escaping @Sendable (Value, LoadContext) -> Other?) -> Schema<Other> {
    Schema<Other>(fields: fields, oneOf: oneOf) { reader, context in
      read(&reader, context).flatMap { transform($0, context) }
    }
  }

  /// What to write where only the one value stands that must be there: `{name: …}`.
  private func shortForm(of node: Node) -> String? {
    let required = fields.filter(\.isRequired)
    guard let scalar = node.scalar, !scalar.isNull, required.count == 1, let field = required.first else { return nil }
    return "write `{\(field.name): \(scalar.text.shown(limit: 60))}`"
  }

  /// As a value of a field: a mapping with these fields and no others.
  public func type(named owner: String) -> FieldType<Value> {
    FieldType(.object(fields, oneOf: oneOf)) { node, context in
      guard var reader = MappingReader(node, owner: owner, help: shortForm(of: node), context) else { return nil }
      reader.expect(fields.map(\.name), context)
      let value = read(&reader, context)
      return reader.finish(context) ? value : nil
    }
  }
}

private struct Faulty: Error {}

private func unwrapped<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Faulty() }
  return value
}
