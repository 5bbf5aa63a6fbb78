/// Makes JSON Schema, draft-07, of descriptions.
///
/// The schema refuses nothing that the loader takes. Any single value may be a text with a variable (`${NAME}`) in it, and a number or a
/// boolean may stand in quotes; so texts carry a pattern and no value is bound to one JSON type.
struct JSONSchema {
  /// Whether a mapping is all that there is, or a part that a policy lays over another one (`extends`): then nothing is required.
  enum Extent: String {
    case whole
    case part = "in_part"
  }

  let language: PolicyReference
  private(set) var definitions: [(name: String, value: JSONTree)] = []
  private var known: Set<String> = []

  init(_ reference: PolicyReference) {
    language = reference
  }

  /// The schema of a value.
  mutating func schema(of type: TypeDescription, _ extent: Extent = .whole) -> JSONTree {
    switch type {
    case .text, .scalar, .secret: Self.text.adding([("minLength", .number(1))])
    case .anyText: Self.text
    case .name, .connection: Self.text(TextForm.name, type.words)
    case .pattern(let form, let words): Self.text(form, words)
    case .keyTemplate: Self.text(TextForm.key, type.words)
    case .number(let range): Self.number(range, type.words)
    case .integer(let range): Self.integer(range, type.words)
    case .boolean: Self.typed(["boolean", "string"], TextForm.boolean, type.words)
    case .duration(let allowsZero): Self.typed(["string"], TextForm.duration(allowsZero: allowsZero), type.words)
    case .interval: Self.interval(type.words)
    case .choice(let words): Self.choice(words)
    case .expression: refer(to: "expression", extent) { $0.expression(extent) }
    case .list(let item, let count):
      Self.limited(["type": "array", "items": schema(of: item)], "Items", count)
    case .map(let value, let keys, let count): map(value, keys, count, extent)
    case .object(let fields, let others, let count, let one):
      object(fields, others: others, count: count, extent).adding(
        one.isEmpty || extent == .part ? [] : [("oneOf", .list(one.map { ["required": .texts([$0])] }))])
    case .either(let forms): Self.either(forms.map { schema(of: $0, extent) })
    case .shared(let shared): refer(to: shared.name, extent) { $0.schema(of: shared.type, extent) }
    case .plugin(let kind): refer(to: kind.rawValue, extent) { $0.plugin(kind, extent) }
    case .described: [:]
    }
  }

  /// A mapping with known fields; `accept` may stand in any.
  mutating func object(
    _ fields: [FieldDescription], others: TypeDescription? = nil, count: ClosedRange<Int> = 0...Int.max, _ extent: Extent
  ) -> JSONTree {
    var properties = fields.map { JSONTree.Member(name: $0.name, value: property($0, extent)) }
    if others == nil, !fields.contains(where: { $0.name == PolicyReference.accept.name }) {
      properties.append(.init(name: PolicyReference.accept.name, value: property(PolicyReference.accept, extent)))
    }
    let required = fields.filter(\.isRequired).map(\.name)
    var tree: JSONTree = ["type": "object", "properties": .object(properties)]
    tree = tree.adding([("additionalProperties", others.map { schema(of: $0, extent) } ?? false)])
    if extent == .whole, !required.isEmpty { tree = tree.adding([("required", .texts(required))]) }
    return Self.limited(tree, "Properties", extent == .whole ? count : 0...count.upperBound)
  }

  /// A field with its meaning and its default, which editors show.
  private mutating func property(_ field: FieldDescription, _ extent: Extent) -> JSONTree {
    let value = schema(of: field.type, extent)
    var head: [(String, JSONTree)] = [("description", .text(field.summary))]
    if let text = field.defaultText, let tree = Self.defaultValue(text, field.type) { head.append(("default", tree)) }
    // Beside a `$ref` nothing else counts in draft-07.
    let body = value["$ref"] == nil ? value.members.map { ($0.name, $0.value) } : [("allOf", .list([value]))]
    return JSONTree.object([]).adding(head + body)
  }

  private mutating func map(_ value: TypeDescription, _ keys: TypeDescription, _ count: ClosedRange<Int>, _ extent: Extent) -> JSONTree {
    var tree: JSONTree = ["type": "object"]
    switch keys {
    case .name: tree = tree.adding([("propertyNames", ["pattern": .text("^(?:\(TextForm.name))$")])])
    case .pattern(let form, _): tree = tree.adding([("propertyNames", ["pattern": .text("^(?:\(form))$")])])
    case .text: tree = tree.adding([("propertyNames", ["minLength": .number(1)])])
    default: break
    }
    tree = tree.adding([("additionalProperties", schema(of: value, extent))])
    return Self.limited(tree, "Properties", extent == .whole ? count : 0...count.upperBound)
  }

  /// A definition that is made once, and a reference to it.
  mutating func refer(to name: String, _ extent: Extent, _ make: (inout JSONSchema) -> JSONTree) -> JSONTree {
    let full = extent == .whole ? name : "\(name)_\(extent.rawValue)"
    if known.insert(full).inserted {
      // Kept before its parts are made: an expression holds expressions.
      let index = definitions.count
      definitions.append((full, [:]))
      definitions[index].value = make(&self)
    }
    return ["$ref": .text("#/definitions/\(full)")]
  }

  private mutating func expression(_ extent: Extent) -> JSONTree {
    let forms = ExpressionForm.allCases.map(\.field)
    let mapping = object(forms + [ExpressionForm.clamp], count: 1...Int.max, extent)
    var tree: JSONTree = ["type": ["string", "number", "boolean", "object"], "pattern": .text(TextForm.orVariable(TextForm.notBlank))]
    tree = tree.adding(mapping.members.filter { $0.name != "type" }.map { ($0.name, $0.value) })
    guard extent == .whole else { return tree }
    return tree.adding([
      ("dependencies", .object([.init(name: ExpressionForm.clamp.name, value: .texts([ExpressionForm.weights.rawValue]))])),
      ("if", ["type": "object"]), ("then", ["oneOf": .list(forms.map { ["required": .texts([$0.name])] })]),
    ])
  }
}
