public import Governor
public import Policy
internal import Redis
internal import RedisBinding

/// Writes a Redis hash for each row, and the time to live of its key in the same transaction.
public struct RedisHashSink: SinkPlugin {
  /// The word behind `type:`.
  public static let type = "redis_hash"
  /// For the reference.
  public static let summary = "Writes a Redis hash for each entity, with its time to live in the same transaction: no key without one."
  /// It deletes the keys of rows that are not written, where the policy says so.
  public static let canDelete = true
  /// It can tell what stands under its keys.
  public static let canShow = true
  /// The configuration.
  public static let schema = Schema(
    .redis(),
    .required("key", .keyTemplate, "The hash to write. `{symbol}` in it writes one hash for each entity."),
    .required("ttl", .timeToLive, "How long a key lives after it was written last."),
    .keySpan(of: "ttl"),
    .required("fields", .outputs, "The fields of the hash: names and expressions."),
    make: { RedisHashSinkConfiguration(server: $0, key: $1, ttl: $2, ttlSpan: $3, outputs: $4) })
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "one hash for all",
        """
        type: redis_hash
        key: app:risk:summary
        ttl: 5m
        fields:
          mode: mode
          computed_at: now
        """),
      PluginExample(
        "a consumer that must not act on an old value, nor on one of a policy that only observes",
        """
        type: redis_hash
        key: app:risk:summary
        ttl: 5m
        modes: [enforce]
        when_withheld: delete
        fields:
          computed_at: now
        """),
    ],
    refused: [
      PluginExample(
        "a key without a time to live would outlast the host",
        """
        type: redis_hash
        key: app:risk:summary
        fields:
          mode: mode
        """)
    ])

  private let configuration: RedisHashSinkConfiguration
  private let key: EntityKey
  private let client: RedisClient

  /// Builds the sink. Contacts nothing.
  public init(_ configuration: RedisHashSinkConfiguration, in context: BuildContext) {
    self.configuration = configuration
    key = EntityKey(configuration.key)
    client = context.redis(configuration.server.address)
  }

  /// Deletes first, then writes all rows in blocks, each a transaction, all in one pipeline. What is withheld is to be gone even where
  /// writing fails.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    let tally = WriteTally(rows: batch.rows, deletions: batch.deletions)
    let block = TransactionBlocks(rows: batch.rows.count)
    let template = configuration.key
    let encoder = HashEncoder(batch: batch, key: key, ttl: configuration.ttl)
    do {
      let place = "redis at \(configuration.server.address)"
      try await client.run(until: deadline) { session in
        try delete(batch, &session, tally)
        guard !batch.rows.isEmpty else { return }
        try TransactionProbe.run(&session, place: place)
        let visitor = WriteVisitor(blocks: block, tally: tally) { template.text(entity: batch.entity(batch.rows[$0])) }
        try session.pipeline(
          block.commands, encode: { command, buffer in encoder.encode(block.step(command), to: &buffer) }, visitor: visitor)
      }
    } catch {
      return tally.result(PluginFault(error, at: configuration.server.address), at: configuration.server.address)
    }
    return tally.result(nil, at: configuration.server.address)
  }

  /// One `DEL` a key: each is answered by itself, so that a fault names its key.
  private func delete(_ batch: OutputBatch, _ session: inout RedisSession, _ tally: WriteTally) throws {
    guard !batch.deletions.isEmpty else { return }
    let template = configuration.key
    let visitor = DeleteVisitor(tally: tally) { template.text(entity: batch.entity(batch.deletions[$0])) }
    try session.pipeline(
      batch.deletions.count,
      encode: { index, buffer in
        buffer.command(arguments: 2)
        buffer.argument("DEL")
        key.append(row: batch.deletions[index], of: batch.entities, to: &buffer)
      }, visitor: visitor)
  }

  /// The commands as a person would type them.
  public func preview(_ batch: OutputBatch) -> [String] {
    let deletions = batch.deletions.map { "DEL " + CommandLine.quoted(configuration.key.text(entity: batch.entity($0))) }
    let blocks = TransactionBlocks(rows: batch.rows.count)
    return deletions
      + (0..<blocks.commands).flatMap { command -> [String] in
        switch blocks.step(command) {
        case .begin: ["MULTI"]
        case .end: ["EXEC"]
        case .hash(let index): write(batch.rows[index], batch)
        // Told together with its hash.
        case .expire: []
        }
      }
  }

  private func write(_ row: Int, _ batch: OutputBatch) -> [String] {
    let name = CommandLine.quoted(configuration.key.text(entity: batch.entity(row)))
    let fields = batch.outputs.map { "\(CommandLine.quoted($0.name)) \(CommandLine.quoted($0.text(row: row)))" }
    let life = TimeToLive(configuration.ttl)
    return ["HSET \(name) \(fields.joined(separator: " "))", "\(life.command) \(name) \(life.count)"]
  }

  /// One `HMGET` for each row, all in one pipeline.
  public func stored(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRows? {
    guard !batch.rows.isEmpty, !batch.outputs.isEmpty else { return StoredRows(texts: []) }
    let names = EncodedArguments(batch.outputs.map(\.name))
    let (key, template) = (key, configuration.key)
    do {
      return try await client.run(until: deadline) { session in
        let visitor = StoredHashes(rows: batch.rows.count, fields: batch.outputs.count) {
          template.text(entity: batch.entity(batch.rows[$0]))
        }
        try session.pipeline(
          batch.rows.count,
          encode: { row, buffer in
            buffer.command(arguments: 2 + names.count)
            buffer.argument("HMGET")
            key.append(row: batch.rows[row], of: batch.entities, to: &buffer)
            buffer.arguments(names)
          }, visitor: visitor)
        return visitor.rows
      }
    } catch {
      throw PluginFault(error, at: configuration.server.address)
    }
  }

  /// All fields of the hash under an entity's key, as the server orders them.
  public func record(of entity: String?, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRecord? {
    let key = configuration.key.text(entity: entity)
    let address = configuration.server.address
    do {
      return try await client.run(until: deadline) { StoredRecord(try $0.hash(key, place: "redis at \(address)")) }
    } catch {
      throw PluginFault(error, at: address)
    }
  }

  /// The connection is shared and closed with the policy.
  public func close() async {}
}
