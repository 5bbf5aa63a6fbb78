import Governor
import Policy
import Sandbox
import Sinks
import TestSupport
import Testing

/// What a `redis_hash` sink tells of its places.
@Suite(.timeLimit(.minutes(3)))
struct RedisShowTests {
  private static let body = "key: out:{symbol}\nttl: 1m\nfields:\n  n: s.n\n  t: s.t"

  private func record(_ sink: Built<RedisHashSink>, _ entity: String) async throws(PluginFault) -> [String]? {
    try await sink.plugin.record(of: entity, until: .now.advanced(by: .seconds(20)))?.fields.map { "\($0.name)=\($0.text)" }
  }

  @Test func allFieldsAreToldWhoeverWroteThem() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      #expect(await sink.write(sink.batch(["A", "é b"])).written == 2)
      try await server.run(["HSET", "out:A", "later", "x\ny"])
      #expect(try await record(sink, "A") == ["n=0.5", "t=A", "later=x\ny"])
      #expect(try await record(sink, "é b") == ["n=1.5", "t=é b"])
      #expect(try await record(sink, "none") == [])
      await sink.close()
    }
  }

  @Test func aKeyThatHoldsSomethingElseIsAFault() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      try await server.run(["SET", "out:A", "text"])
      let fault = await #expect(throws: PluginFault.self) { try await record(sink, "A") }
      #expect(fault?.kind == .invalid)
      #expect(fault?.message.contains("key `out:A`: redis answers `WRONGTYPE") == true)
      await sink.close()
    }
  }

  @Test func aServerThatIsAwayIsAFault() async throws {
    let sink = try Built(RedisHashSink.self, Self.body, redis: "redis://:hunter2@127.0.0.1:1")
    let fault = await #expect(throws: PluginFault.self) { try await record(sink, "A") }
    #expect(fault?.kind == .unreachable)
    #expect(fault?.description.contains("hunter2") == false)
    await sink.close()
  }
}
