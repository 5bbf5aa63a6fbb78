public import Diagnostics
public import Policy
internal import Redis
internal import RedisBinding

/// What a policy says of a `redis_scan` source.
public struct RedisScanConfiguration: SourceConfiguration {
  let server: RedisServerReference
  let keys: KeyTemplate
  let pattern: ScanPattern
  let pageSize: Int
  /// The fields of each hash.
  public let fields: [RecordField]

  /// The key's placeholder is found, not filled.
  public var templates: [KeyTemplate] { [] }
  /// The keys in their database.
  public var readKeys: ReadKeys? { ReadKeys(place: server.place, template: keys, isScanned: true) }
  /// The key of an entity.
  public func place(entity: String?) -> String? { keys.text(entity: entity) }
  /// It finds the entities that stand in the keys.
  public var entities: EntityProvision { .placeholder(pattern.placeholder, keys.span) }
  /// The connection's URL.
  public var address: SourceSpan? { server.span }
  /// The connection's name.
  public var connection: String? { server.name }
}
