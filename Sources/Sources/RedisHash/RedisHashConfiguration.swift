public import Diagnostics
public import Policy
internal import Redis
internal import RedisBinding

/// What a policy says of a `redis_hash` source.
public struct RedisHashConfiguration: SourceConfiguration {
  let server: RedisServerReference
  let key: KeyTemplate
  /// The fields of the hash.
  public let fields: [RecordField]

  /// The key, whose placeholder the entity fills.
  public var templates: [KeyTemplate] { [key] }
  /// The keys in their database.
  public var readKeys: ReadKeys? { ReadKeys(place: server.place, template: key) }
  /// The key.
  public func origin(under keys: [String]) -> String? {
    "none of its fields is under the key `\((keys.first ?? key.text(entity: nil)).shown(limit: 200))`"
  }
  /// It finds no entities.
  public var entities: EntityProvision { .none }
  /// The connection's URL.
  public var address: SourceSpan? { server.span }
  /// The connection's name.
  public var connection: String? { server.name }
}
