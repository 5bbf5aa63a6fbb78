import Governor
import Policy
import Sandbox
import Sources
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct RedisHashSourceTests {
  private static let body = """
    key: app:state
    fields:
      equity: {type: number}
      name: {type: text, optional: true}
      open: {type: boolean, optional: true}
      at: {type: time, optional: true}
    """
  private static let perEntity = "key: app:{symbol}:x\nfields:\n  a: {type: number}\n  t: {type: text, optional: true}"

  @Test func readsFieldsOfEveryKind() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:state", "equity", "1.5", "name", "日本", "open", "true", "at", "1000", "other", "x"])
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      let reading = try await source.read()
      #expect(reading.records.states == [.present])
      #expect(reading.records.shown() == ["1.5", "日本", "1.0", "1000.0"])
      #expect(reading.entities == nil)
      await source.close()
    }
  }

  @Test func aKeyThatIsNotThereAndOneOfAnotherType() async throws {
    try await RedisServer.with { server in
      let source = try Built(RedisHashSource.self, Self.body, redis: server.tcpURL)
      #expect(try await source.read().records.states == [.absent])
      try await server.run(["SET", "app:state", "text"])
      let wrong = try await source.read()
      #expect(wrong.records.states == [.invalid])
      #expect(wrong.records.firstFault?.contains("WRONGTYPE") == true)
      try await server.run(["DEL", "app:state"], ["HSET", "app:state", "name", "x"])
      #expect(try await source.read().records.states == [.invalid])
      await source.close()
    }
  }

  @Test func aRecordForEachEntity() async throws {
    try await RedisServer.with { server in
      let names = ["BTCUSDT", "a b", "\"q\"", "é{x}", "none", "wrong", "bad"]
      try await server.run(
        ["HSET", "app:BTCUSDT:x", "a", "1", "t", "one"], ["HSET", "app:a b:x", "a", "2"], ["HSET", "app:\"q\":x", "a", "3"],
        ["HSET", "app:é{x}:x", "a", "4"], ["SET", "app:wrong:x", "5"], ["HSET", "app:bad:x", "a", "nan"])
      let source = try Built(RedisHashSource.self, Self.perEntity, redis: server.unixURL, entities: .others)
      let records = try await source.read(names).records
      #expect(records.states == [.present, .present, .present, .present, .absent, .invalid, .invalid])
      #expect((0..<7).map { records.shown($0)[0] } == ["1.0", "2.0", "3.0", "4.0", nil, nil, nil])
      #expect(records.shown(0)[1] == "one")
      #expect(try await source.read([]).records.rows == 0)
      await source.close()
    }
  }

  @Test func asksForTheWantedFieldsAloneAndForEachKeyOnce() async throws {
    try await RedisServer.with { server in
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      try await server.run(["CONFIG", "SET", "slowlog-log-slower-than", "0"], ["SLOWLOG", "RESET"])
      _ = try await source.read(wanted: [0, 2])
      _ = try await source.read(wanted: [])
      let log = try await server.run(["SLOWLOG", "GET", "-1"])[0]
      let asked = try #require(log.firstIndex(of: "HMGET"))
      #expect(Array(log[asked...].prefix(4)) == ["HMGET", "app:state", "equity", "open"])
      #expect(try await server.calls("hmget") == 1)
      #expect(try await server.calls("hgetall") == 0)
      await source.close()
    }
  }

  @Test func aThousandEntitiesTakeOneReadEach() async throws {
    try await RedisServer.with { server in
      let names = (0..<1000).map { "S\($0)" }
      try await server.run(bytes: names.map { name in ["HSET", "app:\(name):x", "a", String(name.dropFirst())].map { Array($0.utf8) } })
      let source = try Built(RedisHashSource.self, Self.perEntity, redis: server.unixURL, entities: .others)
      let records = try await source.read(names).records
      #expect(records.columns[0].numbers == (0..<1000).map(Double.init))
      #expect(try await server.calls("hmget") == 1000)
      await source.close()
    }
  }

  @Test func aServerThatGoesAndComesBack() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:state", "equity", "1"])
      let source = try Built(RedisHashSource.self, Self.body, redis: server.unixURL)
      #expect(try await source.read().records.states == [.present])
      server.kill()
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read() }
      #expect(fault?.kind == .unreachable)
      #expect(fault?.place == "redis at \(server.socketPath)")
      try await server.start()
      let deadline = ContinuousClock.now.advanced(by: .seconds(30))
      var states: [RecordBatch.RowState] = []
      while states != [.absent], ContinuousClock.now < deadline {
        states = (try? await source.read().records.states) ?? []
        try await Task.sleep(for: .milliseconds(5))
      }
      // The new server has no data: it answers, and the record is absent.
      #expect(states == [.absent])
      await source.close()
    }
  }

  @Test func theDeadlineAndThePasswordOfAFault() async throws {
    let source = try Built(RedisHashSource.self, Self.body, redis: "redis://user:hunter2@127.0.0.1:1/3")
    for limit in [Duration.seconds(-1), .seconds(5)] {
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read(within: limit) }
      #expect(fault?.kind == .unreachable)
      #expect(fault?.place == "redis at 127.0.0.1:1/3")
      #expect(fault.map { !"\($0)".contains("hunter2") } == true)
    }
    await source.close()
  }
}
