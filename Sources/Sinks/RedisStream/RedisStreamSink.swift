public import Governor
public import Policy
internal import Redis
internal import RedisBinding

/// Adds an entry to a Redis stream for each row, and keeps the stream short in the same command.
public struct RedisStreamSink: SinkPlugin {
  /// The word behind `type:`.
  public static let type = "redis_stream"
  /// For the reference.
  public static let summary = "Adds an entry to a Redis stream for each entity, and trims the stream in the same command."
  /// The configuration.
  public static let schema = Schema(
    .redis(),
    .required("stream", .keyTemplate, "The stream to add to. `{symbol}` in it makes one stream for each entity."),
    .required(
      "max_length", .integer(1...1_000_000_000), "About how many entries are kept, of all writers together; the oldest go first."),
    .optional(
      "trimming", .choice, default: StreamTrimming.approximate, shown: "approximate",
      "`approximate` drops whole blocks of entries, which is cheap and may leave some hundred more; `exact` never leaves one more."),
    .optional(
      "json", .outputs(of: "`json`"), "What an entry holds, as one field `json` with a JSON object: names and expressions."),
    .optional("fields", .outputs, "What an entry holds, as a field for each: names and expressions."),
    make: { server, stream, maxLength, trimming, json, fields in
      RedisStreamSinkConfiguration(
        server: server, stream: stream, maxLength: maxLength, trimming: trimming, isJSON: json != nil, outputs: json ?? fields ?? [])
    }
  ).exactlyOne(of: ["json", "fields"], "what an entry holds")
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "one JSON object an entry",
        """
        type: redis_stream
        stream: app:stream:summary
        max_length: 1000
        json:
          mode: mode
          computed_at: now
        """),
      PluginExample(
        "fields, and never one entry more",
        """
        type: redis_stream
        stream: app:stream:summary
        max_length: 100
        trimming: exact
        fields:
          mode: mode
          computed_at: now
        """),
    ],
    refused: [
      PluginExample(
        "a stream without a length would grow for ever",
        """
        type: redis_stream
        stream: app:stream:summary
        json:
          mode: mode
        """),
      PluginExample(
        "an entry of two forms",
        """
        type: redis_stream
        stream: app:stream:summary
        max_length: 1000
        json:
          mode: mode
        fields:
          mode: mode
        """),
    ])

  private let configuration: RedisStreamSinkConfiguration
  private let key: EntityKey
  private let client: RedisClient

  /// Builds the sink. Contacts nothing.
  public init(_ configuration: RedisStreamSinkConfiguration, in context: BuildContext) {
    self.configuration = configuration
    key = EntityKey(configuration.stream)
    client = context.redis(configuration.server.address)
  }

  /// Adds all rows in one pipeline. A row whose reply is lost counts as failed, and may stand in the stream all the same.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    guard !batch.rows.isEmpty else { return WriteResult(written: 0) }
    let address = configuration.server.address
    let tally = WriteTally(rows: batch.rows)
    let template = configuration.stream
    let encoder = EntryEncoder(batch: batch, key: key, configuration)
    do {
      try await client.run(until: deadline) { session in
        let visitor = EntryVisitor(tally: tally) { template.text(entity: batch.entity(batch.rows[$0])) }
        try session.pipeline(batch.rows.count, encode: { encoder.encode($0, to: &$1) }, visitor: visitor)
      }
    } catch {
      return tally.result(PluginFault(error, at: address), at: address)
    }
    return tally.result(nil, at: address)
  }

  /// The commands as a person would type them.
  public func preview(_ batch: OutputBatch) -> [String] {
    batch.rows.map { row in
      let name = CommandLine.quoted(configuration.stream.text(entity: batch.entity(row)))
      let body =
        configuration.isJSON
        ? [RedisStreamSinkConfiguration.jsonField, batch.json(row: row)] : batch.outputs.flatMap { [$0.name, $0.text(row: row)] }
      let words = body.map { CommandLine.quoted($0) }.joined(separator: " ")
      return "XADD \(name) MAXLEN \(configuration.trimming.sign) \(configuration.maxLength) * \(words)"
    }
  }

  /// Nothing, for no entry stands in the place of another. It asks all the same whether something else stands under the keys, which is a fault.
  public func stored(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRows? {
    let address = configuration.server.address
    // One stream for all rows is asked for once.
    let rows = configuration.stream.isPerEntity ? batch.rows : Array(batch.rows.prefix(1))
    guard !rows.isEmpty else { return nil }
    let (key, template) = (key, configuration.stream)
    var fault: String?
    do {
      fault = try await client.run(until: deadline) { session in
        let probe = StreamProbe { template.text(entity: batch.entity(rows[$0])) }
        try session.pipeline(
          rows.count,
          encode: { place, buffer in
            buffer.command(arguments: 2)
            buffer.argument("XLEN")
            key.append(row: rows[place], of: batch.entities, to: &buffer)
          }, visitor: probe)
        return probe.fault
      }
    } catch {
      throw PluginFault(error, at: address)
    }
    if let fault { throw PluginFault(.invalid, place: "redis at \(address)", message: fault) }
    return nil
  }

  /// The connection is shared and closed with the policy.
  public func close() async {}
}
