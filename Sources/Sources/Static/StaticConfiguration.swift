public import Diagnostics
public import Policy

/// What a policy says of a `static` source.
public struct StaticConfiguration: SourceConfiguration {
  /// The fields.
  public let fields: [RecordField]
  /// The names of the rows; nil for one record.
  let names: [String]?
  /// The values of each record, by field.
  let records: [[Int: Value]]

  /// A value, as it is written and where.
  struct Value: Sendable {
    let constant: Constant
    let text: String
    let span: SourceSpan
  }

  /// No keys.
  public var templates: [KeyTemplate] { [] }
  /// It is all in the policy.
  public var standsInPolicy: Bool { true }
  /// The place of a value in its row.
  public func span(ofField field: Int, entity: String?, text: String) -> SourceSpan? {
    let row = names.flatMap { names in entity.map { names.firstIndex(of: $0) } } ?? (names == nil ? 0 : nil)
    guard let row, let value = records[row][field], value.text.shown(limit: 200) == text else { return nil }
    return value.span
  }
  /// Its rows are entities of whatever name.
  public var entities: EntityProvision { names == nil ? .none : .anyName }
}

/// The configuration before its values are held against its fields.
struct StaticDraft: Sendable {
  let fields: [RecordField]
  let values: Node?
  let rows: Node?
  let span: SourceSpan

  func checked(_ context: LoadContext) -> StaticConfiguration? {
    switch (values, rows) {
    case (let values?, nil):
      return record(values, owner: "`values`", context).map { StaticConfiguration(fields: fields, names: nil, records: [$0]) }
    case (nil, let rows?):
      return rowConfiguration(rows, context)
    default:
      context.report(
        Diagnostic(
          .conflictingFields, "a `static` source has either `values` or `rows`", at: span,
          help: "write `values: {field: 1}` for one record, or `rows: {NAME: {field: 1}}` for one for each entity"))
      return nil
    }
  }

  private func rowConfiguration(_ node: Node, _ context: LoadContext) -> StaticConfiguration? {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      context.report(Diagnostic(.wrongKind, "`rows` is a mapping from names to records, not \(node.kindName)", at: node.span))
      return nil
    }
    let records = entries.compactMap { record($0.value, owner: "the row `\($0.key.shown())`", context) }
    guard records.count == entries.count else { return nil }
    return StaticConfiguration(fields: fields, names: entries.map(\.key), records: records)
  }

  private func record(_ node: Node, owner: String, _ context: LoadContext) -> [Int: StaticConfiguration.Value]? {
    guard case .mapping(let entries) = node.content else {
      context.report(
        Diagnostic(.wrongKind, "\(owner) is a mapping from fields to values, not \(node.kindName)", at: node.span))
      return nil
    }
    let found = FieldConstant.record(entries, of: fields, unknown: .unknownField, isNot: "among the fields of \(owner)", context)
    guard let record = found else { return nil }
    if let missing = fields.indices.first(where: { fields[$0].absence == .required && record[$0] == nil }) {
      context.report(
        Diagnostic(
          .missingField, "\(owner) has no value for `\(fields[missing].name)`", at: node.span,
          help: "add it, or declare the field `optional: true`"))
      return nil
    }
    let nodes = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      uniqueKeysWithValues: record.compactMap { index, constant in
        nodes[fields[index].name].map { (index, .init(constant: constant, text: $0.scalar?.text ?? "", span: $0.span)) }
      })
  }
}
