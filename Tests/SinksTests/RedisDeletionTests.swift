import Governor
import GovernorTesting
import Policy
import Sandbox
import Sinks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct RedisDeletionTests {
  private static let body = """
    key: b:{symbol}
    ttl: 300s
    when_withheld: delete
    fields:
      n: s.n
    """

  private func keys(_ server: RedisServer) async throws -> Set<String> { Set(try await server.run(["KEYS", "*"])[0]) }

  @Test func theKeysOfTheNamedRowsAndNoOthers() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      let names = ["A", "B", "a b", "*", "C"]
      #expect(await sink.write(sink.batch(names)).written == 5)
      try await server.run(["HSET", "b:AB", "n", "1"], ["SET", "b:", "x"], ["SET", "a b", "x"])
      let result = await sink.write(sink.batch(names, rows: [1], deletions: [0, 2, 3]))
      #expect(result.written == 1 && result.deleted == 3 && result.failed == 0 && result.fault == nil)
      #expect(try await keys(server) == ["b:B", "b:C", "b:AB", "b:", "a b"])
      // What is gone already is gone.
      let again = await sink.write(sink.batch(names, rows: [], deletions: [0, 2, 3]))
      #expect(again.written == 0 && again.deleted == 3 && again.failed == 0)
      #expect(try await server.calls("multi") == 2 + 2)
      await sink.close()
    }
  }

  @Test func aThousandKeysInOneGo() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      let names = (0..<1000).map { "S\($0)" }
      #expect(await sink.write(sink.batch(names)).written == 1000)
      let result = await sink.write(sink.batch(names, rows: Array(0..<500), deletions: Array(500..<1000)))
      #expect(result.written == 500 && result.deleted == 500)
      #expect(try await server.run(["DBSIZE"]) == [["500"]])
      await sink.close()
    }
  }

  @Test func aRuleAgainstDeletingFailsTheseRowsAlone() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      _ = await sink.write(sink.batch(["A", "B"]))
      try await server.run(["ACL", "SETUSER", "default", "-del"])
      let result = await sink.write(sink.batch(["A", "B"], rows: [1], deletions: [0]))
      #expect(result.written == 1 && result.deleted == 0 && result.failed == 1)
      #expect(result.fault?.message.hasPrefix("key `b:A`: redis answers `NOPERM") == true)
      await sink.close()
    }
  }

  @Test func whatIsWithheldIsGoneThoughNothingCanBeWritten() async throws {
    try await RedisServer.with { server in
      let sink = try Built(RedisHashSink.self, Self.body, redis: server.unixURL)
      _ = await sink.write(sink.batch(["A", "B"]))
      try await server.run(["ACL", "SETUSER", "default", "-multi"])
      let result = await sink.write(sink.batch(["A", "B"], rows: [1], deletions: [0]))
      #expect(result.written == 0 && result.deleted == 1 && result.failed == 1)
      #expect(try await keys(server) == ["b:B"])
      await sink.close()
    }
  }

  @Test func aServerThatIsAwayFailsDeletionsToo() async throws {
    let sink = try Built(RedisHashSink.self, Self.body)
    for limit in [Duration.seconds(-1), .seconds(5)] {
      let result = await sink.write(sink.batch(["A", "B"], rows: [1], deletions: [0]), within: limit)
      #expect(result.written == 0 && result.deleted == 0 && result.failed == 2)
      #expect(result.fault?.kind == .unreachable)
    }
    await sink.close()
  }
}
