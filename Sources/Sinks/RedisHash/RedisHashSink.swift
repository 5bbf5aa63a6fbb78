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
        """)
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

  /// Writes all rows in blocks, each a transaction, all in one pipeline.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    let tally = WriteTally(rows: batch.rows)
    let block = TransactionBlocks(rows: batch.rows.count)
    let template = configuration.key
    let encoder = HashEncoder(batch: batch, key: key, ttl: configuration.ttl)
    do {
      let place = "redis at \(configuration.server.address)"
      try await client.run(until: deadline) { session in
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

  /// The commands as a person would type them.
  public func preview(_ batch: OutputBatch) -> [String] {
    batch.rows.flatMap { row -> [String] in
      let name = CommandLine.quoted(configuration.key.text(entity: batch.entity(row)))
      let fields = batch.outputs.map { "\(CommandLine.quoted($0.name)) \(CommandLine.quoted($0.text(row: row)))" }
      let life = TimeToLive(configuration.ttl)
      return ["HSET \(name) \(fields.joined(separator: " "))", "\(life.command) \(name) \(life.count)"]
    }
  }

  /// The connection is shared and closed with the policy.
  public func close() async {}
}
