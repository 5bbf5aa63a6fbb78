import Governor
import Policy
import Sandbox
import Sinks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct RedisHashSinkTests {
  private static let body = """
    key: b:{symbol}
    ttl: 300s
    fields:
      symbol: symbol
      n: s.n
      b: s.b
      at: s.w
    """

  private func sink(_ server: RedisServer, _ body: String = Self.body) throws -> Built<RedisHashSink> {
    try Built(RedisHashSink.self, body, redis: server.unixURL)
  }

  /// The hash under a key, by field.
  private func hash(_ key: String, _ server: RedisServer) async throws -> [String: String] {
    let flat = try await server.run(["HGETALL", key])[0]
    return Dictionary(uniqueKeysWithValues: stride(from: 0, to: flat.count - 1, by: 2).map { (flat[$0], flat[$0 + 1]) })
  }

  @Test(
    "every key is written with its time to live",
    arguments: [0, 1, 2, 99, 100, 101, 199, 200, 201, 250])
  func blocks(_ count: Int) async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      let names = (0..<count).map { "S\($0)" }
      let result = await sink.write(sink.batch(names))
      #expect(result.written == count)
      #expect(result.failed == 0)
      #expect(result.fault == nil)
      #expect(try await server.run(["DBSIZE"]) == [["\(count)"]])
      guard count > 0 else { return }
      let lives = try await server.run(bytes: names.map { ["TTL", "b:\($0)"].map { Array($0.utf8) } })
      #expect(lives.allSatisfy { (1...300).contains($0.first.flatMap { Int($0) } ?? -1) })
      let last = try await hash("b:S\(count - 1)", server)
      #expect(
        last == ["symbol": "S\(count - 1)", "n": "\(count - 1).5", "b": (count - 1) % 2 == 0 ? "true" : "false", "at": "1769594400"])
      #expect(try await server.calls("hset") == count)
      #expect(try await server.calls("expire") == count)
      await sink.close()
    }
  }

  @Test func onlyTheRowsOfTheBatch() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      #expect(await sink.write(sink.batch(["A", "B", "C", "D"], rows: [1, 3])).written == 2)
      #expect(Set(try await server.run(["KEYS", "*"])[0]) == ["b:B", "b:D"])
      #expect(try await hash("b:D", server)["n"] == "3.5")
      await sink.close()
    }
  }

  @Test func aSecondWriteReplacesAndProlongs() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      _ = await sink.write(sink.batch(["A"]))
      try await server.run(["HSET", "b:A", "n", "old", "extra", "kept"], ["PERSIST", "b:A"])
      _ = await sink.write(sink.batch(["A"]))
      #expect(try await hash("b:A", server)["n"] == "0.5")
      #expect(try await server.run(["TTL", "b:A"])[0].first.map { $0 != "-1" } == true)
      await sink.close()
    }
  }

  @Test func aKeyOfAnotherTypeFailsAloneAndIsNamed() async throws {
    try await RedisServer.with { server in
      let names = (0..<250).map { "S\($0)" }
      try await server.run(["SET", "b:S120", "text"], ["LPUSH", "b:S7", "x"])
      let sink = try sink(server)
      let result = await sink.write(sink.batch(names))
      #expect(result.written == 248)
      #expect(result.failed == 2)
      #expect(result.fault?.message.hasPrefix("key `b:S7`: redis answers `WRONGTYPE") == true)
      #expect(try await server.run(["GET", "b:S120"], ["LRANGE", "b:S7", "0", "-1"]) == [["text"], ["x"]])
      await sink.close()
    }
  }

  @Test(
    "names that need care",
    arguments: [
      "a b", "\"q\"", "'q'", "line\nline", "\r\n$5\r\nhello\r\n", "日本", "é", "{x}", "*", "\u{0}", "\\",
      String(repeating: "x", count: 100_000),
    ])
  func names(_ name: String) async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      #expect(await sink.write(sink.batch([name, "B"])).written == 2)
      #expect(try await hash("b:\(name)", server)["symbol"] == name)
      #expect(try await server.run(["DBSIZE"]) == [["2"]])
      await sink.close()
    }
  }

  @Test(
    "where transactions are refused nothing is written at all",
    arguments: ["-multi", "-exec", "-hset", "-expire"])
  func refusedCommands(_ rule: String) async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      try await server.run(["ACL", "SETUSER", "default", rule])
      let result = await sink.write(sink.batch((0..<150).map { "S\($0)" }))
      #expect(result.written == 0)
      #expect(result.failed == 150)
      #expect(result.fault?.message.contains("NOPERM") == true)
      #expect(try await server.run(["DBSIZE"]) == [["0"]])
      await sink.close()
    }
  }

  @Test func aServerWithoutMemoryWritesNothing() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      try await server.run(["CONFIG", "SET", "maxmemory", "1"])
      let result = await sink.write(sink.batch(["A", "B"]))
      #expect(result.failed == 2)
      #expect(result.fault?.message.contains("OOM") == true)
      #expect(try await server.run(["DBSIZE"]) == [["0"]])
      await sink.close()
    }
  }

  @Test func aServerThatIsKilledInTheMiddle() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      let batch = sink.batch((0..<300_000).map { "S\($0)" })
      async let writing = sink.write(batch, within: .seconds(60))
      // Killed once some blocks are through; a machine so fast that all are is no fault of the sink.
      let deadline = ContinuousClock.now.advanced(by: .seconds(30))
      while ContinuousClock.now < deadline {
        let size = try? await server.run(["DBSIZE"])[0].first.flatMap { Int($0) }
        if let size, size > 1000 { break }
      }
      server.kill()
      let result = await writing
      #expect(result.written + result.failed == 300_000)
      #expect(result.written % 100 == 0)
      #expect((result.failed > 0) == (result.fault != nil))
      try await server.start()
      var again = WriteResult(written: 0)
      while again.written == 0, ContinuousClock.now < deadline.advanced(by: .seconds(30)) {
        again = await sink.write(sink.batch(["A"]))
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(again.written == 1)
      await sink.close()
    }
  }

  @Test func fractionsOfSecondsLiveInMilliseconds() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, "key: b:{symbol}\nttl: 90500ms\nfields:\n  n: s.n")
      #expect(await sink.write(sink.batch(["A"])).written == 1)
      let life = try await server.run(["PTTL", "b:A"])[0].first.flatMap { Int($0) } ?? 0
      #expect(life > 60_000 && life <= 90_500)
      await sink.close()
    }
  }

  @Test func oneHashForAll() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, "key: summary\nttl: 1m\nfields:\n  mode: mode\n  at: now")
      #expect(sink.declaration.cadence == .perTick)
      #expect(await sink.write(sink.batch(["x"])).written == 1)
      #expect(try await hash("summary", server) == ["mode": "x", "at": "1769594400"])
      await sink.close()
    }
  }

  @Test func aPreviewShowsWhatAPersonWouldType() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, "key: b:{symbol}\nttl: 300s\nfields:\n  symbol: symbol\n  n: s.n")
      let batch = sink.batch(["BTC", "a b\"\\\n\u{1}", "\u{85}日本"], rows: [0, 1, 2])
      #expect(
        sink.plugin.preview(batch) == [
          "MULTI", "HSET b:BTC symbol BTC n 0.5", "EXPIRE b:BTC 300", #"HSET "b:a b\"\\\n\x01" symbol "a b\"\\\n\x01" n 1.5"#,
          #"EXPIRE "b:a b\"\\\n\x01" 300"#, #"HSET "b:\xc2\x85日本" symbol "\xc2\x85日本" n 2.5"#, #"EXPIRE "b:\xc2\x85日本" 300"#,
          "EXEC",
        ])
      // As in a real write, no transaction holds more than a hundred rows, and what is withheld goes first.
      let lines = sink.plugin.preview(sink.batch((0..<150).map { "S\($0)" }, rows: Array(10..<150), deletions: [0, 1]))
      #expect(lines.prefix(3) == ["DEL b:S0", "DEL b:S1", "MULTI"])
      #expect(lines.count { $0 == "MULTI" } == 2 && lines.count { $0 == "EXEC" } == 2 && lines.count == 2 + 4 + 280)
      #expect(try await server.run(["DBSIZE"]) == [["0"]])
      #expect(try await server.calls("multi") == 0)
      await sink.close()
    }
  }

  @Test func aServerThatIsAway() async throws {
    let sink = try Built(RedisHashSink.self, Self.body, redis: "redis://user:hunter2@127.0.0.1:1")
    for limit in [Duration.seconds(-1), .seconds(5)] {
      let result = await sink.write(sink.batch(["A", "B"]), within: limit)
      #expect(result.written == 0)
      #expect(result.failed == 2)
      #expect(result.fault?.kind == .unreachable)
      #expect(result.fault.map { !"\($0)".contains("hunter2") } == true)
    }
    await sink.close()
  }
}
