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
  private let keepsRaw: Bool

  /// A reader of the fields that a request wants of the hashes under a key.
  init(key: EntityKey, _ request: ReadRequest) {
    self.key = key
    fields = request.fields
    wanted = request.wanted
    keepsRaw = request.keepsRaw
    arguments = EncodedArguments(request.wanted.map { request.fields[$0].key })
  }

  /// The records, a row for each entity, or one. With no field wanted nothing is asked.
  func read(_ session: inout RedisSession, entities: TextColumn?, arePresent: Bool = false) throws -> RecordBatch {
    let rows = entities?.count ?? 1
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: rows, keepsRaw: keepsRaw)
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
