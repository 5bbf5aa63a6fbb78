internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding

/// Reads the same fields of many hashes in one pipeline: one `HMGET` a key, the fields named.
struct HashReader: Sendable {
  private let key: EntityKey
  private let fields: [RecordField]
  private let wanted: [Int]
  private let arguments: EncodedArguments

  /// A reader of the wanted fields of the hashes under a key.
  init(key: EntityKey, fields: [RecordField], wanted: [Int]) {
    self.key = key
    self.fields = fields
    self.wanted = wanted
    arguments = EncodedArguments(wanted.map { fields[$0].key })
  }

  /// The records, a row for each entity, or one. With no field wanted nothing is asked.
  func read(_ session: inout RedisSession, entities: TextColumn?, arePresent: Bool = false) throws -> RecordBatch {
    let rows = entities?.count ?? 1
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: rows)
    if arePresent { visitor.setAllPresent(rows: rows) }
    if !wanted.isEmpty {
      try session.pipeline(
        rows,
        encode: { row, buffer in
          buffer.command(arguments: 2 + arguments.count)
          buffer.argument("HMGET")
          key.append(row: row, of: entities, to: &buffer)
          buffer.arguments(arguments)
        }, visitor: visitor)
    }
    return visitor.records()
  }
}
