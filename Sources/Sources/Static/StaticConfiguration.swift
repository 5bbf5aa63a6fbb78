internal import Diagnostics
public import Policy

/// What a policy says of a `static` source.
public struct StaticConfiguration: SourceConfiguration {
  /// The fields.
  public let fields: [RecordField]
  /// The names of the rows; nil for one record.
  let names: [String]?
  /// The values of each record, by field.
  let records: [[Int: Constant]]

  /// No keys.
  public var templates: [KeyTemplate] { [] }
  /// It is all in the policy.
  public var standsInPolicy: Bool { true }
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

  private func record(_ node: Node, owner: String, _ context: LoadContext) -> [Int: Constant]? {
    guard case .mapping(let entries) = node.content else {
      context.report(
        Diagnostic(.wrongKind, "\(owner) is a mapping from fields to values, not \(node.kindName)", at: node.span))
      return nil
    }
    var record: [Int: Constant] = [:]
    var isWhole = true
    for entry in entries {
      guard let field = fields.firstIndex(where: { $0.name == entry.key }) else {
        context.report(
          Diagnostic(
            .unknownField, "`\(entry.key.shown())` is not among the fields of \(owner)", at: entry.keySpan,
            help: Suggestion.help(for: entry.key, among: fields.map(\.name)),
            notes: ["fields: " + fields.map { "`\($0.name)`" }.joined(separator: ", ")]))
        isWhole = false
        continue
      }
      if let constant = FieldConstant(for: fields[field]).read(entry.value, named: entry.key, context) {
        record[field] = constant
      } else {
        isWhole = false
      }
    }
    for (index, field) in fields.enumerated() where field.absence == .required && record[index] == nil && isWhole {
      context.report(
        Diagnostic(
          .missingField, "\(owner) has no value for `\(field.name)`", at: node.span, help: "add it, or declare the field `optional: true`"))
      isWhole = false
    }
    return isWhole ? record : nil
  }
}
