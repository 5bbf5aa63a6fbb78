public import Governor

/// The sinks that come with the host.
public enum BuiltinSinks {
  /// Their types.
  public static let all: [any SinkPlugin.Type] = [ConsoleSink.self, ExecSink.self, RedisHashSink.self, RedisStreamSink.self]
}
