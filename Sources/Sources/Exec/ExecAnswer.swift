internal import Diagnostics
internal import Governor
internal import Policy

/// What a program answered, held against what it was asked for.
struct ExecAnswer {
  /// Why it is no answer to the question.
  struct Fault: Error {
    let message: String
  }

  private let value: JSONValue

  init(_ value: JSONValue) {
    self.value = value
  }

  /// The records.
  func reading(of question: ExecQuestion, _ request: ReadRequest) throws(Fault) -> Reading {
    guard case .list(let records)? = value["records"] else {
      throw Fault(message: value["records"].map { "gave `records` that are \($0.kind) and no array" } ?? "gave no `records`")
    }
    if question.findsEntities { return try found(records, request) }
    guard records.count == question.asked.count else {
      throw Fault(message: "gave \(records.count) records where \(question.asked.count) were asked for")
    }
    try checkOrder(question, request)
    var builder = request.builder(rows: question.rows)
    for (row, record) in zip(question.asked, records) { try set(record, row, request, &builder) }
    return Reading(records: builder.finish())
  }

  /// Records go by their order. A program that says whose they are must say the same.
  private func checkOrder(_ question: ExecQuestion, _ request: ReadRequest) throws(Fault) {
    guard let told = value["entities"], told != .null, let entities = request.entities else { return }
    guard told == .list(question.asked.map { .text(entities.name($0)) }) else {
      throw Fault(message: "gave `entities` that are not those of the question in their order, by which records are taken")
    }
  }

  /// Records with the names of their entities.
  private func found(_ records: [JSONValue], _ request: ReadRequest) throws(Fault) -> Reading {
    guard case .list(let names)? = value["entities"] else {
      throw Fault(message: value["entities"].map { "gave `entities` that are \($0.kind) and no array" } ?? "gave no `entities`")
    }
    guard names.count == records.count else { throw Fault(message: "gave \(names.count) entities and \(records.count) records") }
    var entities = EntityTable(capacity: names.count)
    var kept: [JSONValue] = []
    for (name, record) in zip(names, records) {
      guard case .text(let text) = name else { throw Fault(message: "gave an entity that is \(name.kind) and no text") }
      guard Self.isName(text) else { continue }
      let bytes = Array(text.utf8)
      guard entities.row(of: bytes.span) == nil else { throw Fault(message: "gave the entity `\(text.shown(limit: 60))` twice") }
      entities.insert(bytes.span)
      kept.append(record)
    }
    var builder = request.builder(rows: kept.count)
    for (row, record) in kept.enumerated() {
      builder.setPresent(row: row)
      try set(record, row, request, &builder)
    }
    return Reading(records: builder.finish(), entities: entities, skippedKeys: names.count - kept.count)
  }

  /// The rule of `redis_scan` for what may stand in keys: one segment between `:`, printable, at most 256 bytes.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 256
      && text.unicodeScalars.allSatisfy { scalar in
        scalar != ":" && scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
      }
  }

  /// Sets the fields of a record. Numbers and texts are read by the rules of every source, from the characters that came.
  private func set(_ record: JSONValue, _ row: Int, _ request: ReadRequest, _ builder: inout RecordBatchBuilder) throws(Fault) {
    let members: [JSONValue.Member]
    switch record {
    case .null: return
    case .object(let all): members = all
    default: throw Fault(message: "gave a record that is \(record.kind) and no object")
    }
    let values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for field in request.wanted {
      let declaration = request.fields[field]
      guard let value = values[declaration.key] else { continue }
      let isText = declaration.kind == .text
      switch value {
      case .null: break
      case .text(let text): Self.set(text, field, row, &builder)
      case .number(let digits) where !isText: Self.set(digits, field, row, &builder)
      case .boolean(let truth) where !isText: Self.set(truth ? "true" : "false", field, row, &builder)
      default: builder.setUnusable(field: field, row: row, "\(value.kind) is not a \(declaration.kind.rawValue)")
      }
    }
  }

  private static func set(_ text: String, _ field: Int, _ row: Int, _ builder: inout RecordBatchBuilder) {
    let bytes = Array(text.utf8)
    builder.set(bytes.span, field: field, row: row)
  }
}
