extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The place alone, as in `127.0.0.1:6379`, `[::1]:6379/2` or `/run/redis.sock?db=2`; user and password never appear.
  public var description: String {
    switch endpoint {
    case .tcp(let host, let port):
      "\(host.contains(":") ? "[\(host)]" : host):\(port)" + (database == 0 ? "" : "/\(database)")
    case .unix(let path):
      path + (database == 0 ? "" : "?db=\(database)")
    }
  }

  /// The same as `description`, so that no way of printing shows the password.
  public var debugDescription: String { description }

  /// The address without user and password, for `dump` and everything else that looks inside.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "endpoint": endpoint, "database": database,
        "username": username == nil ? "none" : "<redacted>", "password": password == nil ? "none" : "<redacted>",
      ])
  }
}
