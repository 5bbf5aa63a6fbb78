public import Diagnostics
public import Policy
internal import RedisBinding

/// What a policy says of a `redis_hash` sink.
public struct RedisHashSinkConfiguration: SinkConfiguration {
  let server: RedisServerReference
  let key: KeyTemplate
  /// Seconds that a written key lives.
  let ttl: Double
  /// The fields of the hash.
  public let outputs: [OutputField]

  /// The key, whose placeholder the entity fills.
  public var templates: [KeyTemplate] { [key] }
  /// The keys in their database.
  public var writtenKeys: WrittenKeys? { WrittenKeys(place: "redis \(server.address)", template: key) }
  /// The connection's URL.
  public var address: SourceSpan? { server.span }
}
