public import Diagnostics

/// What a policy says of a field, before it has its name: the part of a schema that every source with fields shares.
public struct RecordFieldSpec: Sendable {
  private let kind: RecordField.Kind
  private let unit: Unit
  private let range: Interval?
  private let outside: RecordField.Outside
  private let isOptional: Bool
  private let defaultNode: Node?
  private let scale: TimeText.Scale?
  private let spans: KeySpans

  /// The fields `type`, `unit`, `range`, `outside`, `optional`, `default` and `in`.
  public static let schema = schema(type: .required("type", .choice, "What the field holds."))

  /// The same without `type`, for sources whose fields are all numbers.
  public static let numberSchema = schema(type: Field(descriptions: []) { _, _ in .number })

  /// What a policy says of one field, as the reference tells it.
  static let shared = SharedType(
    "record_field", words: "a mapping", summary: "What a field of a source's record may hold.", .object(schema.fields))

  private static func schema(type: Field<RecordField.Kind>) -> Schema<RecordFieldSpec> {
    Schema(
      type,
      .optional("unit", .unit, default: .ratio, shown: "ratio", "The unit of a number, such as `usd`."),
      .optional("range", .interval, "Where a number may lie. Outside it the record is invalid."),
      .optional("outside", .choice, default: .invalid, shown: "invalid", "`clamp` takes the nearer end of the range instead."),
      .optional("optional", .boolean, default: false, "Whether the record is good without the field, which is then missing."),
      .optional("default", .anyScalar, "What stands for the field when the record has not got it."),
      .optional("in", .choice, "Whether a `time` is in seconds (the default) or milliseconds; RFC 3339 is always understood."),
      .group(KeySpans.schema),
      make: RecordFieldSpec.init)
  }

  private init(
    kind: RecordField.Kind, unit: Unit, range: Interval?, outside: RecordField.Outside, isOptional: Bool, defaultNode: Node?,
    scale: TimeText.Scale?, spans: KeySpans
  ) {
    self.kind = kind
    self.unit = unit
    self.range = range
    self.outside = outside
    self.isOptional = isOptional
    self.defaultNode = defaultNode
    self.scale = scale
    self.spans = spans
  }

  /// The field under its name; nil after a finding where its parts do not fit each other.
  public func field(named name: String, key: String? = nil, span nameSpan: SourceSpan, _ context: LoadContext) -> RecordField? {
    guard isConsistent(name, context) else { return nil }
    var absence: RecordField.Absence = isOptional ? .missing : .required
    if let defaultNode {
      guard let constant = constant(defaultNode, name, context) else { return nil }
      absence = .value(constant)
    }
    return RecordField(
      name: name, span: nameSpan, key: key ?? name, kind: kind, type: type, range: range, outside: outside, absence: absence,
      defaultSpan: defaultNode?.span, scale: scale ?? .seconds)
  }

  private var type: ValueType {
    switch kind {
    case .number: .number(unit)
    case .text: .text
    case .boolean: .boolean
    case .time: .time
    }
  }

  private func isConsistent(_ name: String, _ context: LoadContext) -> Bool {
    let what = "and `\(name.shown(limit: 40))` is a \(kind.rawValue)"
    var isConsistent = true
    func refuse(_ isFault: Bool, _ span: SourceSpan?, _ message: String, _ help: String) {
      guard isFault else { return }
      context.report(Diagnostic(.conflictingFields, message, at: span ?? spans.whole, help: help))
      isConsistent = false
    }
    refuse(kind != .number && range != nil, spans.range, "only a number has a `range`, \(what)", "leave `range` out")
    refuse(kind != .number && unit != .ratio, spans.unit, "only a number has a `unit`, \(what)", "leave `unit` out")
    refuse(kind != .time && scale != nil, spans.scale, "only a time has an `in`, \(what)", "leave `in` out")
    refuse(range == nil && outside == .clamp, spans.outside, "`outside: clamp` needs a `range` to clamp to", "add `range: [0, 1]`, say")
    refuse(
      isOptional && defaultNode != nil, spans.fallback,
      "`\(name.shown(limit: 40))` is `optional` and has a `default`: it cannot be both missing and there",
      "keep one of them")
    refuse(
      outside == .clamp && range.map { !$0.includesLower || !$0.includesUpper } ?? false, spans.range,
      "`outside: clamp` takes an end of the range, so both ends must belong to it", "write the range with `[` and `]`")
    return isConsistent
  }

  /// The value of `default`, which must itself be a value that the field may have.
  private func constant(_ node: Node, _ name: String, _ context: LoadContext) -> Constant? {
    FieldConstant(kind: kind, range: range, scale: scale ?? .seconds).read(node, named: name, context)
  }
}

extension RecordFieldSpec {
  /// Where the keys stand that may not fit the others.
  fileprivate struct KeySpans: Sendable {
    let whole: SourceSpan
    let range: SourceSpan?
    let unit: SourceSpan?
    let outside: SourceSpan?
    let scale: SourceSpan?
    let fallback: SourceSpan?

    static let schema = Schema(
      .place(), .keySpan(of: "range"), .keySpan(of: "unit"), .keySpan(of: "outside"), .keySpan(of: "in"), .keySpan(of: "default"),
      make: KeySpans.init)
  }
}

extension FieldType where Value == [RecordField] {
  /// The fields of a record: a mapping from names to what each may hold.
  public static var recordFields: FieldType {
    .entries(RecordFieldSpec.schema, of: "`fields`", as: RecordFieldSpec.shared) { spec, name, span, context in
      spec.field(named: name, span: span, context)
    }
  }
}

extension FieldType where Value == Unit {
  /// A unit's word.
  static var unit: FieldType {
    FieldType<String>.name.mapped { Unit(word: $0) }
  }
}

extension FieldType where Value == Node {
  /// Anything, to be read once more is known; the description tells what it is to be.
  public static func node(_ description: TypeDescription = .described("a mapping")) -> FieldType {
    FieldType(description) { node, _ in node }
  }

  /// A scalar whose type depends on another field.
  static var anyScalar: FieldType {
    FieldType(.scalar) { node, context in
      if node.scalar != nil { return node }
      context.report(Diagnostic(.wrongKind, "a single value is wanted here, not \(node.kindName)", at: node.span))
      return nil
    }
  }
}
