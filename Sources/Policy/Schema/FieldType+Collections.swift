public import Diagnostics

/// A name of a policy with what belongs to it, in the order of the file.
public struct Named<Value: Sendable>: Sendable {
  /// The name.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// What belongs to it.
  public let value: Value

  /// A name with its value.
  public init(name: String, span: SourceSpan, value: Value) {
    self.name = name
    self.span = span
    self.value = value
  }
}

extension FieldType {
  /// A mapping from names to values of one type, in the order of the file; at least one unless `allowsEmpty`.
  public static func map<Item: Sendable>(
    _ type: FieldType<Item>, of noun: String, namesAreWords: Bool = true, allowsEmpty: Bool = false
  ) -> FieldType where Value == [Named<Item>] {
    .named(type.description, of: noun, namesAreWords: namesAreWords, allowsEmpty: allowsEmpty) { _, _, node, context in
      if node.isNull {
        context.report(Diagnostic(.emptyValue, "\(noun) is empty", at: node.span, help: "write \(type.description.words)"))
        return nil
      }
      return type.read(node, context)
    }
  }

  /// A mapping from names to mappings of one schema, each made into a value that knows its name.
  public static func entries<Spec: Sendable, Item: Sendable>(
    _ schema: Schema<Spec>, of noun: String, as shared: SharedType? = nil,
    make: @escaping @Sendable (Spec, String, SourceSpan, LoadContext) -> Item?
  ) -> FieldType where Value == [Item] {
    FieldType<[Named<Item>]>.named(shared.map { .shared($0) } ?? .object(schema.fields), of: noun) { name, span, node, context in
      if let outer = context.enclosing.last, outer.names.contains(name) {
        if case .mapping = node.content {
        } else {
          context.report(
            Diagnostic(
              .misplacedField, "`\(name)` is a field of \(outer.owner), and stands inside \(noun)", at: span, caption: "wrong indentation",
              help: "give it the indentation of \(noun)"))
          return nil
        }
      }
      guard let spec = schema.type(named: "`\(name.shown(limit: 40))`").read(node, context) else { return nil }
      return make(spec, name, span, context)
    }.mapped { $0.map(\.value) }
  }

  /// As `map`, with a reading that sees the name and its place.
  static func named<Item: Sendable>(
    _ description: TypeDescription, of noun: String, namesAreWords: Bool = true, allowsEmpty: Bool = false,
    read: @escaping @Sendable (String, SourceSpan, Node, LoadContext) -> Item?
  ) -> FieldType where Value == [Named<Item>] {
    FieldType(.map(description, keys: namesAreWords ? .name : .anyText, count: (allowsEmpty ? 0 : 1)...Int.max)) { node, context in
      guard case .mapping(let entries) = node.content else {
        context.report(Diagnostic(.wrongKind, "\(noun) is a mapping, not \(node.kindName)", at: node.span))
        return nil
      }
      if entries.isEmpty, !allowsEmpty {
        context.report(Diagnostic(.emptyValue, "\(noun) is empty", at: node.span))
        return nil
      }
      var isWhole = true
      var items: [Named<Item>] = []
      for entry in entries {
        if namesAreWords, !Word.isName(entry.key) {
          context.report(
            Diagnostic(
              .badName, "`\(entry.key.shown())` is not a name", at: entry.keySpan,
              help: Word.help(for: entry.key)))
          isWhole = false
        }
        guard let value = read(entry.key, entry.keySpan, entry.value, context) else {
          isWhole = false
          continue
        }
        items.append(Named(name: entry.key, span: entry.keySpan, value: value))
      }
      return isWhole ? items : nil
    }
  }

  /// A list of values of one type.
  public static func list<Item: Sendable>(_ type: FieldType<Item>, of noun: String) -> FieldType where Value == [Item] {
    FieldType(.list(type.description)) { node, context in
      guard case .sequence(let items) = node.content else {
        context.report(
          Diagnostic(
            .wrongKind, "\(noun) is a list, not \(node.kindName)", at: node.span,
            help: "write `[\(node.scalar.flatMap { $0.text.isEmpty ? nil : $0.text.shown(limit: 40) } ?? "…")]`"))
        return nil
      }
      let values = items.compactMap { item -> Item? in
        guard !item.isNull else {
          context.report(Diagnostic(.emptyValue, "an item of \(noun) is empty", at: item.span, help: "write \(type.description.words)"))
          return nil
        }
        return type.read(item, context)
      }
      return values.count == items.count ? values : nil
    }
  }
}
