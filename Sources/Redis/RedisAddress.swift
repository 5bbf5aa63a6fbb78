/// Where a Redis is, who logs in there, and which logical database is meant.
///
/// Parsed from a URL as redis-py writes them: `redis://[[user]:password@]host[:port][/db]` and
/// `unix://[[user]:password@]/path[?db=0&password=...]`. Nothing that prints an address shows the user or the password.
public struct RedisAddress: Sendable, Hashable {
  /// How the server is reached.
  public enum Endpoint: Sendable, Hashable {
    /// A host name or IP address (IPv6 without brackets) and a port, 1...65535.
    case tcp(host: String, port: Int)
    /// The absolute path of a Unix domain socket, at most 107 bytes.
    case unix(path: String)
  }

  /// How the server is reached.
  public let endpoint: Endpoint
  /// The ACL user for AUTH, percent-decoded; nil for the default user.
  public let username: String?
  /// The password for AUTH, percent-decoded; nil if the server needs none.
  public let password: String?
  /// The logical database, 0 or more; the server says how many there are.
  public let database: Int

  /// Parses a URL.
  ///
  /// Query items `db`, `username` and `password` are understood; any other is refused rather than ignored. Throws `RedisAddressError`
  /// with the rule that is broken; its message never repeats the password.
  public init(_ url: String) throws(RedisAddressError) {
    let parts = try RedisURLParts(url)
    switch parts.scheme {
    case "redis":
      endpoint = try Self.tcp(host: parts.host)
    case "unix":
      guard parts.host.isEmpty else {
        throw RedisAddressError("a unix:// URL has its absolute path right behind `//` or `@`, so there are three slashes or `@/`")
      }
      endpoint = try Self.unix(path: parts.path)
    case "rediss":
      throw RedisAddressError("rediss:// (TLS) is not supported: use redis:// or unix://, or a TLS tunnel")
    default:
      throw RedisAddressError("a Redis URL begins with redis:// or unix://")
    }
    var pathDatabase: Int?
    if parts.scheme == "redis", !parts.path.isEmpty, parts.path != "/" {
      pathDatabase = try Self.database(parts.path.dropFirst())
    }
    let queryDatabase = try parts.query["db"].map { text throws(RedisAddressError) in try Self.database(text[...]) }
    if pathDatabase != nil, queryDatabase != nil {
      throw RedisAddressError("the database is given once: in the path or as `db`, not both")
    }
    database = pathDatabase ?? queryDatabase ?? 0
    username = try Self.once("user", parts.user, parts.query["username"])
    password = try Self.once("password", parts.password, parts.query["password"])
    if username != nil, password == nil {
      throw RedisAddressError("a user needs a password: write user:password@ (a password alone is :password@)")
    }
  }

  /// One value of two places in which it may stand.
  private static func once(_ what: String, _ first: String?, _ second: String?) throws(RedisAddressError) -> String? {
    if first != nil, second != nil {
      throw RedisAddressError("the \(what) is given once: before the `@` or in the query, not both")
    }
    return first ?? second
  }
}
