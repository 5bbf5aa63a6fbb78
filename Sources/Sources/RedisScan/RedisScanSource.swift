internal import Diagnostics
public import Governor
public import Policy
internal import Redis
internal import RedisBinding

/// Finds the entities in the names of Redis keys, and reads fields of the hashes under them.
public struct RedisScanSource: SourcePlugin {
  /// The word behind `type:`.
  public static let type = "redis_scan"
  /// For the reference.
  public static let summary = "Finds entities by the names of Redis keys with SCAN, and reads fields of the hashes under those keys."
  /// The configuration.
  public static let schema = Schema(
    .redis(),
    .required(
      "keys",
      FieldType<KeyTemplate>.keyTemplate.mapped(.badPlaceholder) { template in
        ScannedKeys(template: template, pattern: try ScanPattern(template))
      }, "The keys, with the place of the entity: `app:positions:{symbol}`. The entity is one segment between `:`."),
    .optional("fields", .recordFields, default: [], shown: "none", "Fields of the hash under each key, and what each may hold."),
    .optional("page_size", .integer(10...1_000_000), default: 10_000, "How many keys Redis looks at in one go: its `COUNT`."),
    make: { server, keys, fields, pageSize in
      RedisScanConfiguration(server: server, keys: keys.template, pattern: keys.pattern, pageSize: pageSize, fields: fields)
    })
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "every open position is an entity",
        """
        type: redis_scan
        keys: app:position:snapshot:{symbol}
        fields:
          notional: {type: number, unit: usd, optional: true}
        """)
    ],
    refused: [
      PluginExample(
        "without a placeholder there is no entity in the key",
        """
        type: redis_scan
        keys: app:position:snapshot
        """)
    ])

  private struct ScannedKeys: Sendable {
    let template: KeyTemplate
    let pattern: ScanPattern
  }

  private let configuration: RedisScanConfiguration
  private let client: RedisClient
  private let interest: HashInterest

  /// Builds the source. Contacts nothing.
  public init(_ configuration: RedisScanConfiguration, in context: BuildContext) {
    self.configuration = configuration
    client = context.redis(configuration.server.address)
    interest = context.interest(in: configuration.keys, fields: configuration.fields, at: configuration.server.address)
  }

  /// Scans to the end, then reads the wanted fields of every key found, save what another source has found or read in the same round.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    let configuration = configuration
    let reads = await RoundReads.of(request.round, at: configuration.server.address)
    let reader = HashReader(request, interest, repeatsKeys: false, reads)
    let key = EntityKey(configuration.keys)
    do {
      return try await client.run(until: request.deadline) { session in
        let found = try reads.scan(configuration.pattern.glob) ?? Self.scan(&session, configuration)
        reads.keep(found, of: configuration.pattern.glob)
        let records = try reader.read(&session, found: found.entities.names, under: key)
        return Reading(records: records, entities: found.entities, skippedKeys: found.skipped)
      }
    } catch {
      throw PluginFault(error, at: configuration.server.address)
    }
  }

  private static func scan(_ session: inout RedisSession, _ configuration: RedisScanConfiguration) throws -> RoundReads.ScanResult {
    let visitor = ScanVisitor(configuration.pattern)
    repeat {
      let cursor = visitor.cursor
      try session.pipeline(
        1,
        encode: { _, buffer in
          buffer.command(arguments: 6)
          buffer.argument("SCAN")
          buffer.argument(cursor)
          buffer.argument("MATCH")
          buffer.argument(configuration.pattern.glob)
          buffer.argument("COUNT")
          buffer.argument(configuration.pageSize)
        }, visitor: visitor)
      if let fault = visitor.fault {
        throw PluginFault(.invalid, place: "redis at \(configuration.server.address)", message: fault)
      }
    } while visitor.cursor != "0"
    return RoundReads.ScanResult(entities: visitor.entities, skipped: visitor.skipped)
  }

  /// Others need not read for it any more. The connection is shared and closed with the policies.
  public func close() async { interest.end() }
}
