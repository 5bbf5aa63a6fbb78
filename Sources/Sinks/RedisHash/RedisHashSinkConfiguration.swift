public import Diagnostics
public import Policy
internal import RedisBinding

/// What a policy says of a `redis_hash` sink.
public struct RedisHashSinkConfiguration: SinkConfiguration {
  let server: RedisServerReference
  let key: KeyTemplate
  /// Seconds that a written key lives.
  let ttl: Double
  let ttlSpan: SourceSpan?
  /// The fields of the hash.
  public let outputs: [OutputField]

  /// The key, whose placeholder the entity fills.
  public var templates: [KeyTemplate] { [key] }
  /// The time to live of a key.
  public var lifetime: Lifetime? { Lifetime(seconds: ttl, span: ttlSpan) }
  /// The keys in their database.
  public var writtenKeys: WrittenKeys? { WrittenKeys(place: server.place, template: key) }
  /// The connection's URL.
  public var address: SourceSpan? { server.span }
  /// The connection's name.
  public var connection: String? { server.name }
}
