internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding

/// Reads the same fields of many hashes in one pipeline: one `HMGET` a key, the fields named.
struct HashReader: Sendable {
  private let fields: [RecordField]
  private let wanted: [Int]
  private let arguments: EncodedArguments
  private let keepsRaw: Bool

  /// A reader of the fields that a request wants.
  init(_ request: ReadRequest) {
    fields = request.fields
    wanted = request.wanted
    keepsRaw = request.keepsRaw
    arguments = EncodedArguments(request.wanted.map { request.fields[$0].key })
  }

  /// The records of the hashes under some keys, a row for each key; where there is no key the record is absent. With no field wanted nothing
  /// is asked.
  func read(_ session: inout RedisSession, keys: Column) throws -> RecordBatch {
    let asked = keys.states.indices.filter { keys.states[$0].isPresent }
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: keys.count, asked: asked, keepsRaw: keepsRaw)
    try read(&session, asked.count, visitor) { command, buffer in
      // A closure cannot capture the buffer, which is not copyable; the key's bytes are few.
      let key = keys.texts.withBytes(row: asked[command]) { bytes in bytes.indices.map { bytes[$0] } }
      buffer.argument(key.span)
    }
    return visitor.records()
  }

  /// The records of entities that were found in a scan, by the key in which they stand: each is there, whatever its fields.
  func read(_ session: inout RedisSession, found entities: TextColumn, under key: EntityKey) throws -> RecordBatch {
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: entities.count, keepsRaw: keepsRaw)
    visitor.setAllPresent(rows: entities.count)
    try read(&session, entities.count, visitor) { key.append(row: $0, of: entities, to: &$1) }
    return visitor.records()
  }

  private func read(
    _ session: inout RedisSession, _ count: Int, _ visitor: HashFieldsVisitor, key: (Int, inout CommandBuffer) -> Void
  ) throws {
    guard !wanted.isEmpty else { return }
    try session.pipeline(
      count,
      encode: { command, buffer in
        buffer.command(arguments: 2 + arguments.count)
        buffer.argument("HMGET")
        key(command, &buffer)
        buffer.arguments(arguments)
      }, visitor: visitor)
  }
}
