public import Governor

/// The sources that come with the host.
public enum BuiltinSources {
  /// Their types.
  public static let all: [any SourcePlugin.Type] = [
    ExecSource.self, PrometheusSource.self, RedisHashSource.self, RedisScanSource.self, StaticSource.self,
  ]
}
