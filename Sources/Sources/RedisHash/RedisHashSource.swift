internal import Diagnostics
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
  /// It writes a hash where it reads one, so that a policy can be tried.
  public static let canInject = true
  /// The configuration.
  public static let schema = Schema(
    .redis(),
    .required(
      "key", .keyTemplate,
      """
      The hash to read. `{symbol}` in it reads one hash for each entity, `{source.field}` the hash that a field of another source names; a \
      param's name in braces is filled in.
      """
    ),
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
  private let interest: HashInterest

  /// Builds the source. Contacts nothing.
  public init(_ configuration: RedisHashConfiguration, in context: BuildContext) {
    self.configuration = configuration
    client = context.redis(configuration.server.address)
    interest = context.interest(in: configuration.key, fields: configuration.fields, at: configuration.server.address)
  }

  /// Reads all hashes with one `HMGET` each, save those that another source has read in the same round.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    guard let keys = request.keys.first else {
      throw PluginFault(.invalid, place: "the host", message: "asked for a hash without its key")
    }
    let reads = await RoundReads.of(request.round, at: configuration.server.address)
    // A key that a field of another source fills may be the same for many entities.
    let reader = HashReader(request, interest, repeatsKeys: configuration.key.isDependent, reads)
    do {
      return Reading(records: try await client.run(until: request.deadline) { try reader.read(&$0, keys: keys) })
    } catch {
      throw PluginFault(error, at: configuration.server.address)
    }
  }

  /// Puts a hash in the place of the one it reads, in one transaction with its time to live. A key that holds something else is left alone.
  public func inject(_ record: InjectedRecord, ttl: Double, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> String {
    let key = configuration.key.text(entity: nil)
    let address = configuration.server.address
    do {
      try await client.run(until: deadline) { session in
        try session.replaceHash(key, with: record.fields, ttl: TimeToLive(ttl), place: "redis at \(address)")
      }
    } catch {
      throw PluginFault(error, at: address)
    }
    return "the key `\(key.shown(limit: 200))` of redis at \(address)"
  }

  /// Others need not read for it any more. The connection is shared and closed with the policies.
  public func close() async { interest.end() }
}
