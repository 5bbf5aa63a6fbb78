import Governor
import GovernorTesting
import Policy
import Sandbox
import Sources
import TestSupport
import Testing

/// Keys that follow fields of other sources, against a real server.
@Suite(.timeLimit(.minutes(3)))
struct DependentKeysOnRedisTests {
  private static let policy = """
    policy: test
    for_each: {symbol: positions}
    connections: {redis: "${REDIS_URL}"}
    sources:
      account:
        type: redis_hash
        key: app:account
        fields: {zone: {type: text}}
      load:
        type: redis_hash
        key: app:{account.zone}:load
        fields: {percent: {type: number}}
      cluster:
        type: redis_hash
        key: app:cluster:{positions.cluster}:{account.zone}
        fields: {stress: {type: number}}
        fallback: [missing]
      positions:
        type: redis_scan
        keys: app:position:{symbol}
        fields: {cluster: {type: number, optional: true}}
    sinks:
      out: {type: fake, fields: {symbol: symbol, percent: load.percent, stress: cluster.stress}}
    """

  private func bench(_ server: RedisServer, _ sink: FakeSink) throws -> PolicyRunner {
    let registry = try Registry(sources: [RedisHashSource.self, RedisScanSource.self], sinks: [FakeSink.self])
    let policy = try registry.load(Self.policy, environment: ["REDIS_URL": server.unixURL])
    return PolicyRunner(policy, registry: registry, standIns: StandIns(sinks: ["out": sink]))
  }

  @Test func eachEntityHasTheKeyOfItsOwnRecord() async throws {
    try await RedisServer.with { server in
      let sink = FakeSink()
      let runner = try bench(server, sink)
      try await server.run(
        ["HSET", "app:account", "zone", "eu west"], ["HSET", "app:eu west:load", "percent", "70"],
        ["HSET", "app:position:A", "cluster", "7"], ["HSET", "app:position:B", "cluster", "8.0"], ["HSET", "app:position:C", "other", "x"],
        ["HSET", "app:position:D", "cluster", "9"], ["HSET", "app:cluster:7:eu west", "stress", "0.25"],
        ["HSET", "app:cluster:8:eu west", "stress", "0.5"])
      let report = await runner.tick()
      let rows = (sink.writes.first ?? []).map(\.values).sorted { $0["symbol"] ?? "" < $1["symbol"] ?? "" }
      #expect(
        rows == [["symbol": "A", "percent": "70.0", "stress": "0.25"], ["symbol": "B", "percent": "70.0", "stress": "0.5"]])
      let cluster = try #require(report.snapshot.sources.first { $0.name == "cluster" })
      #expect(cluster.count(RecordState.fresh) == 2 && cluster.count(.absent) == 2)
      // C has no cluster, so that no key is asked for; D's has no hash. One read for each key beside the account, the load and the positions.
      #expect(cluster.fault?.message == "`C`: there is no key to read: `positions.cluster` is missing")
      #expect(try await server.calls("hmget") == 1 + 1 + 4 + 3)
      await runner.close()
    }
  }

  @Test func withoutTheFieldNothingIsAskedOfTheServer() async throws {
    try await RedisServer.with { server in
      let sink = FakeSink()
      let runner = try bench(server, sink)
      try await server.run(["HSET", "app:position:A", "cluster", "7"], ["HSET", "app:{account.zone}:load", "percent", "70"])
      let report = await runner.tick()
      #expect(sink.writes.isEmpty)
      #expect(report.sinks[0].withheld == 1)
      #expect(try await server.calls("hmget") == 1 + 1)
      await runner.close()
    }
  }
}
