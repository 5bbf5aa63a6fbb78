import Governor
import Policy
import Sandbox
import Sources
import TestSupport
import Testing

/// Records that are put in the place of what a `redis_hash` source reads.
@Suite(.timeLimit(.minutes(3)))
struct RedisInjectionTests {
  private static let body = "key: app:state\nfields:\n  equity: {type: number}\n  name: {type: text, optional: true}"

  private func inject(
    _ source: Built<RedisHashSource>, _ fields: [(String, String)], ttl: Double = 120, within limit: Duration = .seconds(20)
  ) async throws(PluginFault) -> String {
    try await source.plugin.inject(
      InjectedRecord(fields.map { (key: $0.0, text: $0.1) }), ttl: ttl, until: .now.advanced(by: limit))
  }

  @Test func aRecordTakesThePlaceOfTheOldOneAndEndsByItself() async throws {
    try await RedisServer.with { server in
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      try await server.run(["HSET", "app:state", "name", "old", "other", "x"])
      let place = try await inject(source, [("equity", "1.5")])
      #expect(place.hasPrefix("the key `app:state` of redis at "))
      #expect(try await server.run(["HGETALL", "app:state"])[0] == ["equity", "1.5"])
      let life = try #require(Int(try await server.run(["TTL", "app:state"])[0][0]))
      #expect((1...120).contains(life))
      #expect(try await source.read().records.shown() == ["1.5", nil])
      // Writes stand in one transaction, behind the probe of another.
      #expect(try await server.calls("exec") == 2)
      await source.close()
    }
  }

  @Test func aPartOfASecondIsKept() async throws {
    try await RedisServer.with { server in
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      _ = try await inject(source, [("equity", "1")], ttl: 59.5)
      let life = try #require(Int(try await server.run(["PTTL", "app:state"])[0][0]))
      #expect((1...59_500).contains(life))
      await source.close()
    }
  }

  @Test func aKeyThatHoldsSomethingElseIsLeftAlone() async throws {
    try await RedisServer.with { server in
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      try await server.run(["RPUSH", "app:state", "a"])
      let fault = await #expect(throws: PluginFault.self) { try await inject(source, [("equity", "1")]) }
      #expect(fault?.kind == .invalid)
      #expect(fault?.message == "key `app:state`: it holds a list, not a hash")
      #expect(try await server.run(["LRANGE", "app:state", "0", "-1"], ["TTL", "app:state"]) == [["a"], ["-1"]])
      await source.close()
    }
  }

  @Test func aServerThatIsAwayIsAFault() async throws {
    let source = try Built(RedisHashSource.self, Self.body, redis: "redis://:hunter2@127.0.0.1:1")
    let fault = await #expect(throws: PluginFault.self) { try await inject(source, [("equity", "1")]) }
    #expect(fault?.kind == .unreachable)
    #expect(fault?.description.contains("hunter2") == false)
    await source.close()
  }
}
