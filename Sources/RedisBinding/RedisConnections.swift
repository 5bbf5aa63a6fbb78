public import Diagnostics
public import Governor
public import Policy
public import Redis

/// A Redis server as a policy names it.
public struct RedisServerReference: Sendable {
  /// Its name under `connections`.
  public let name: String
  /// The server and its database.
  public let address: RedisAddress
  /// Where its URL stands.
  public let span: SourceSpan

  /// Where its keys stand.
  public var place: KeyPlace { KeyPlace("redis \(address.identity)", kind: "redis, database \(address.database)") }
}

extension Field where Value == RedisServerReference {
  /// The field `connection` of a plugin that talks to Redis, read as far as the address of the server.
  public static func redis() -> Field<RedisServerReference> {
    Field<Connection>.connection(default: "redis", "The Redis to use, by its name under `connections`.").mapped { connection in
      do throws(RedisAddressError) {
        return RedisServerReference(
          name: connection.name, address: try RedisAddress(connection.url.revealed), span: connection.span)
      } catch {
        throw FieldFault(
          error.message,
          help: URLText.credentialsHelp(connection.url.revealed)
            ?? "write `redis://host:6379/0`, or `unix:///path/to/redis.sock?db=0`")
      }
    }
  }
}

extension BuildContext {
  /// The client for a server; all plugins of a policy share one connection to each server and database.
  public func redis(_ address: RedisAddress) -> RedisClient {
    resources.shared(
      address, make: { RedisClient(address: address, name: "governor") }, close: { await $0.close() })
  }
}
