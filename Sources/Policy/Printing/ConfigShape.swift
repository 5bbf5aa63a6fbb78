/// What each part of a policy may hold, for defaults and secrets: the declarations that the loader reads by.
struct ConfigShape {
  private let reference: PolicyReference

  init(catalog: PluginCatalog) { reference = PolicyReference(catalog: catalog) }

  /// The fields of a policy that stand for themselves, in the order in which one writes them.
  var head: [FieldDescription] { PolicyHead.schema.fields }

  /// What an entry of a section holds; nil where no declaration says so.
  func entry(of section: String, _ node: Node) -> TypeDescription? {
    guard let type = PolicySection(rawValue: section)?.type, case .map(let entry, _, _) = type else { return nil }
    return resolved(entry, node)
  }

  /// The type of a part; of a source or sink its `type` decides which fields it has. Nil where no declaration says so.
  func resolved(_ type: TypeDescription?, _ node: Node) -> TypeDescription? {
    guard case .plugin(let kind) = type else { return type }
    let name = node.value(of: "type")?.scalar?.text
    return reference.plugins(kind).first { $0.name == name }.map { .object($0.own + $0.common) }
  }

  /// The fields of a mapping that are not written and whose defaults count.
  static func unwritten(_ fields: [FieldDescription], in node: Node) -> [FieldDescription] {
    // Only a number has a unit and a range: of another field the defaults of both would say nothing.
    let isNumber = node.value(of: "type")?.scalar.map { $0.text == RecordField.Kind.number.rawValue } ?? true
    let isRecordField = fields.contains { $0.name == "outside" }
    let needless: Set<String> = isRecordField && !isNumber ? ["unit", "outside"] : []
    return fields.filter { node.entry($0.name) == nil && !needless.contains($0.name) }
  }
}

extension TypeDescription {
  /// What a field of a mapping holds.
  func field(_ name: String) -> TypeDescription? {
    switch self {
    case .object(let fields, _, _, _): fields.first { $0.name == name }?.type
    case .map(let value, _, _): value
    case .shared(let shared): shared.type.field(name)
    case .either(let forms): forms.lazy.compactMap { $0.field(name) }.first
    default: nil
    }
  }

  /// What an item of a list holds.
  var item: TypeDescription? {
    switch self {
    case .list(let item, _): item
    case .shared(let shared): shared.type.item
    case .either(let forms): forms.lazy.compactMap(\.item).first
    default: nil
    }
  }

  /// The fields that a mapping with known fields has.
  var fields: [FieldDescription] {
    switch self {
    case .object(let fields, _, _, _): fields
    case .shared(let shared): shared.type.fields
    case .either(let forms): forms.map(\.fields).first { !$0.isEmpty } ?? []
    default: []
    }
  }

  /// Whether it is kept from sight.
  var isSecret: Bool { if case .secret = self { true } else { false } }

  /// Whether a text that tells a default is one scalar of the type.
  var isScalar: Bool {
    switch self {
    case .list, .map, .object: false
    case .shared(let shared): shared.type.isScalar
    default: true
    }
  }
}
