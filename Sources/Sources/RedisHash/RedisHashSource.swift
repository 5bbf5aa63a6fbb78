public import Governor
public import Policy
internal import Redis
internal import RedisBinding

/// Reads a Redis hash: one, or one for each entity where the key holds the entity's name.
public struct RedisHashSource: SourcePlugin {
  /// The word behind `type:`.
  public static let type = "redis_hash"
  /// For the reference.
  public static let summary = "Reads named fields of a Redis hash: of one key, or of one key for each entity, all in one pipeline."
  /// The configuration.
  public static let schema = Schema(
    .redis(),
    .required(
      "key", .keyTemplate, "The hash to read. `{symbol}` in it reads one hash for each entity; a param's name in braces is filled in."),
    .required("fields", .recordFields, "The fields of the hash, by name, and what each may hold."),
    make: RedisHashConfiguration.init)
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "one hash, with the time at which its data was true",
        """
        type: redis_hash
        key: app:state:account
        fields:
          equity_usd: {type: number, unit: usd, range: "(0, 1e12]"}
          timestamp: {type: time}
        as_of: timestamp
        stale_after: 30s
        fallback: [last_known_good: 15m, withhold]
        """)
    ],
    refused: [
      PluginExample(
        "without fields there is nothing to read",
        """
        type: redis_hash
        key: app:state:account
        """)
    ])

  private let configuration: RedisHashConfiguration
  private let client: RedisClient

  /// Builds the source. Contacts nothing.
  public init(_ configuration: RedisHashConfiguration, in context: BuildContext) {
    self.configuration = configuration
    client = context.redis(configuration.server.address)
  }

  /// Reads all hashes with one `HMGET` each.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    let names = configuration.key.isPerEntity ? request.entities?.names : nil
    let reader = HashReader(key: EntityKey(configuration.key), request)
    do {
      return Reading(records: try await client.run(until: request.deadline) { try reader.read(&$0, entities: names) })
    } catch {
      throw PluginFault(error, at: configuration.server.address)
    }
  }

  /// The connection is shared and closed with the policy.
  public func close() async {}
}
