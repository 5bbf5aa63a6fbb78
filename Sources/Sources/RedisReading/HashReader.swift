internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding

/// Reads the same fields of many hashes in one pipeline: one `HMGET` a key, the fields named.
///
/// Where nobody else can want the same hashes, replies go straight into columns. Else what came is kept for the round, with the fields that
/// the others want, and each key is asked for once.
struct HashReader: Sendable {
  private let fields: [RecordField]
  private let wanted: [Int]
  private let own: [String]
  private let asked: [String]
  private let keepsRaw: Bool
  /// Where others find what was read; nil where there are none.
  private let reads: RoundReads?

  /// A reader of the fields that a request wants. `repeatsKeys` says that several rows may have the same key.
  init(_ request: ReadRequest, _ interest: HashInterest, repeatsKeys: Bool, _ reads: RoundReads) {
    fields = request.fields
    wanted = request.wanted
    keepsRaw = request.keepsRaw
    own = request.wanted.map { request.fields[$0].key }
    let (all, hasOthers) = interest.fields(own: own)
    asked = all
    self.reads = hasOthers || request.round.isShared || repeatsKeys ? reads : nil
  }

  /// The records of the hashes under some keys, a row for each key; where there is no key the record is absent. With no field wanted nothing
  /// is asked.
  func read(_ session: inout RedisSession, keys: Column) throws -> RecordBatch {
    let rows = keys.states.indices.filter { keys.states[$0].isPresent }
    // A closure cannot capture a command's buffer, which is not copyable; the key's bytes are few.
    let key = { (row: Int) in keys.texts.withBytes(row: row) { bytes in bytes.indices.map { bytes[$0] } } }
    if let reads {
      var builder = RecordBatchBuilder(fields: fields, rows: keys.count, keepsRaw: keepsRaw)
      try read(&session, rows, reads, key: key, into: &builder)
      return builder.finish()
    }
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: keys.count, asked: rows, keepsRaw: keepsRaw)
    try readStraight(&session, rows.count, visitor) { command, buffer in
      let key = key(rows[command])
      buffer.argument(key.span)
    }
    return visitor.records()
  }

  /// The records of entities that were found in a scan, by the key in which they stand: each is there, whatever its fields.
  func read(_ session: inout RedisSession, found entities: TextColumn, under key: EntityKey) throws -> RecordBatch {
    if let reads {
      var builder = RecordBatchBuilder(fields: fields, rows: entities.count, keepsRaw: keepsRaw)
      for row in 0..<entities.count { builder.setPresent(row: row) }
      try read(&session, Array(0..<entities.count), reads, key: { key.bytes(row: $0, of: entities) }, into: &builder)
      return builder.finish()
    }
    let visitor = HashFieldsVisitor(fields: fields, wanted: wanted, rows: entities.count, keepsRaw: keepsRaw)
    visitor.setAllPresent(rows: entities.count)
    try readStraight(&session, entities.count, visitor) { key.append(row: $0, of: entities, to: &$1) }
    return visitor.records()
  }

  private func readStraight(
    _ session: inout RedisSession, _ count: Int, _ visitor: HashFieldsVisitor, key: (Int, inout CommandBuffer) -> Void
  ) throws {
    guard !wanted.isEmpty else { return }
    try Self.pipeline(&session, count, EncodedArguments(own), visitor, key: key)
  }

  /// Asks for the keys that the round has not read yet, and takes the rows from what it has.
  private func read(
    _ session: inout RedisSession, _ rows: [Int], _ reads: RoundReads, key: (Int) -> [UInt8], into builder: inout RecordBatchBuilder
  ) throws {
    guard !wanted.isEmpty else { return }
    var hashes = reads.take()
    let list = hashes.list(asked)
    var places = hashes.places(of: own)
    var missing: [Int] = []
    var keys: [[UInt8]] = []
    var isMissing: Set<Int> = []
    let kept = rows.map { row in
      let key = key(row)
      let hash = hashes.row(of: key.span)
      let known = hashes.list(ofRow: hash)
      if known < 0 || places[known] == nil, isMissing.insert(hash).inserted {
        missing.append(hash)
        keys.append(key)
      }
      return hash
    }
    let visitor = KeptHashesVisitor(consume hashes, asked: missing, list: list, fields: asked.count)
    hashes = KeptHashes()
    // Whatever becomes of this run, what it has read is there for the next.
    defer { reads.put(hashes) }
    do {
      try Self.pipeline(&session, missing.count, EncodedArguments(asked), visitor) { command, buffer in
        let key = keys[command]
        buffer.argument(key.span)
      }
    } catch {
      hashes = visitor.release()
      throw error
    }
    hashes = visitor.release()
    places = hashes.places(of: own)
    for (row, hash) in zip(rows, kept) {
      if let fault = hashes.fault(ofRow: hash) { builder.fault(row: row, fault) }
      let list = hashes.list(ofRow: hash)
      guard list >= 0, let places = places[list] else { continue }
      for (field, place) in zip(wanted, places) {
        hashes.withField(place, ofRow: hash) { builder.set($0, field: field, row: row) }
      }
    }
  }

  private static func pipeline(
    _ session: inout RedisSession, _ count: Int, _ arguments: EncodedArguments, _ visitor: some ReplyVisitor,
    key: (Int, inout CommandBuffer) -> Void
  ) throws {
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
