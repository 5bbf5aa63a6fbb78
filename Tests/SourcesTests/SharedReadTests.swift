import Governor
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Sources

/// Different sources over the same keys: in one round each key is asked for once, whoever wants it.
@Suite(.timeLimit(.minutes(3)))
struct SharedReadTests {
  private static let key = "key: app:{symbol}:x\n"
  private static let number = key + "fields:\n  a: {type: number, range: [0, 10]}"
  private static let text = key + "fields:\n  a: {type: text}\n  t: {type: text, optional: true}"

  /// The keys that were asked for with HMGET, in order, each time.
  private func asked(_ server: RedisServer) async throws -> [String] {
    let log = try await server.run(["SLOWLOG", "GET", "-1"])[0]
    return log.indices.filter { log[$0] == "HMGET" }.map { log[$0 + 1] }.reversed()
  }

  private func watch(_ server: RedisServer) async throws {
    try await server.run(
      ["CONFIG", "SET", "slowlog-max-len", "100000"], ["CONFIG", "SET", "slowlog-log-slower-than", "0"], ["SLOWLOG", "RESET"])
  }

  @Test func hashesWithOverlappingFieldsAndEntities() async throws {
    try await RedisServer.with { server in
      try await server.run(
        ["HSET", "app:A:x", "a", "1", "t", "one"], ["HSET", "app:B:x", "a", "20"], ["HSET", "app:C:x", "t", "x"],
        ["SET", "app:D:x", "no hash"])
      let resources = SharedResources()
      let one = try Built(RedisHashSource.self, Self.number, redis: server.unixURL, entities: .others, sharing: resources)
      let two = try Built(RedisHashSource.self, Self.text, redis: server.unixURL, entities: .others, sharing: resources)
      try await watch(server)
      let round = ReadingRound()
      let first = try await one.read(["A", "B", "D"], in: round).records
      let second = try await two.read(["B", "C", "A", "D", "E"], in: round).records
      // Types, ranges and faults are each source's own.
      #expect(first.states == [.present, .invalid, .invalid])
      #expect(first.shown(0) == ["1.0"])
      #expect(first.firstFault == "field `a`: `20.0` lies outside [0, 10]")
      #expect(second.states == [.present, .invalid, .present, .invalid, .absent])
      #expect(second.shown(2) == ["1", "one"])
      #expect(second.shown(0) == ["20", nil])
      #expect(second.firstFault?.contains("WRONGTYPE") == true)
      #expect(try await asked(server) == ["app:A:x", "app:B:x", "app:D:x", "app:C:x", "app:E:x"])
      // Another round reads anew.
      try await server.run(["HSET", "app:A:x", "a", "2"])
      #expect(try await two.read(["A"], in: ReadingRound()).records.shown() == ["2", "one"])
      await one.close()
      await two.close()
    }
  }

  @Test func oneSourceAskedTwiceInARound() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:A:x", "a", "1"], ["HSET", "app:B:x", "a", "2"])
      let source = try Built(RedisHashSource.self, Self.number, redis: server.unixURL, entities: .others)
      try await watch(server)
      let round = ReadingRound()
      #expect(try await source.read(["A"], in: round).records.shown() == ["1.0"])
      #expect(try await source.read(["B", "A"], in: round).records.columns[0].numbers == [2, 1])
      #expect(try await asked(server) == ["app:A:x", "app:B:x"])
      await source.close()
    }
  }

  @Test func aScanAndTheHashesUnderItsKeys() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:A:x", "a", "1", "t", "one"], ["HSET", "app:B:x", "a", "2"])
      let resources = SharedResources()
      let keys = "keys: app:{symbol}:x\n"
      let bare = try Built(RedisScanSource.self, keys, redis: server.unixURL, entities: .itself, sharing: resources)
      let full = try Built(
        RedisScanSource.self, keys + "fields:\n  t: {type: text, optional: true}", redis: server.unixURL, entities: .itself,
        sharing: resources)
      let hash = try Built(RedisHashSource.self, Self.number, redis: server.unixURL, entities: .others, sharing: resources)
      try await watch(server)
      let scans = try await server.calls("scan")
      let round = ReadingRound()
      #expect(try await bare.read(in: round).entities?.all == ["A", "B"])
      let reading = try await full.read(in: round)
      let row = try #require(reading.entities?.row(of: "A"))
      #expect(reading.records.shown(row) == ["one"])
      #expect(reading.records.states == [.present, .present])
      #expect(try await hash.read(["A", "B"], in: round).records.columns[0].numbers == [1, 2])
      #expect(try await server.calls("scan") == scans + 1)
      #expect(try await asked(server).sorted() == ["app:A:x", "app:B:x"])
      for source in [bare, full] { await source.close() }
      await hash.close()
    }
  }

  @Test func manyRowsWithOneKeyAskForItOnce() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:zone:1", "a", "1"], ["HSET", "app:zone:2", "a", "2"])
      let source = try Built(
        RedisHashSource.self, "key: app:zone:{found.zone}\nfields:\n  a: {type: number}", redis: server.unixURL, entities: .others,
        finding: "fields: {zone: {type: text}}")
      try await watch(server)
      var keys = Column(for: .text)
      for key in ["app:zone:1", "app:zone:2", "app:zone:1"] { keys.append(key) }
      keys.append(.missing)
      let request = ReadRequest(
        fields: source.declaration.fields, wanted: [0], entities: EntityTable(["A", "B", "C", "D"]), keys: [keys],
        deadline: .now.advanced(by: .seconds(20)))
      let records = try await source.plugin.read(request).records
      #expect(records.states == [.present, .present, .present, .absent])
      #expect(records.columns[0].numbers.prefix(3) == [1, 2, 1])
      #expect(try await asked(server) == ["app:zone:1", "app:zone:2"])
      await source.close()
    }
  }

  @Test func whatAFailedReadHasLeftOutIsReadByTheNext() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:A:x", "a", "1"])
      let source = try Built(RedisHashSource.self, Self.number, redis: server.unixURL, entities: .others)
      let round = ReadingRound()
      await #expect(throws: PluginFault.self) { _ = try await source.read(["A"], within: .seconds(-1), in: round) }
      #expect(try await source.read(["A"], in: round).records.shown() == ["1.0"])
      await source.close()
    }
  }

  @Test func aClosedSourceIsReadForNoLonger() async throws {
    try await RedisServer.with { server in
      try await server.run(["HSET", "app:A:x", "a", "1", "t", "one"])
      let resources = SharedResources()
      let one = try Built(RedisHashSource.self, Self.number, redis: server.unixURL, entities: .others, sharing: resources)
      let two = try Built(RedisHashSource.self, Self.text, redis: server.unixURL, entities: .others, sharing: resources)
      let other = try Built(
        RedisHashSource.self, "key: elsewhere:{symbol}\nfields:\n  z: {type: text}", redis: server.unixURL, entities: .others,
        sharing: resources)
      try await watch(server)
      _ = try await one.read(["A"])
      await two.plugin.close()
      await two.plugin.close()
      _ = try await one.read(["A"])
      let log = try await server.run(["SLOWLOG", "GET", "-1"])[0]
      // The newest stands first.
      let widths = log.indices.filter { log[$0] == "HMGET" }.map { log[$0...].dropFirst(2).prefix { ["a", "t", "z"].contains($0) } }
      #expect(widths.map(Array.init) == [["a"], ["a", "t"]])
      for source in [one, two, other] { await source.close() }
    }
  }

  @Test func registrationsEnd() throws {
    let resources = SharedResources()
    let interests = HashInterests()
    for _ in 0..<3 {
      let built = try Built(RedisHashSource.self, Self.number, entities: .others, sharing: resources)
      let template = try #require(built.declaration.configuration.templates.first)
      let leases = (0..<4).map { _ in interests.add(template, fields: ["a"]) }
      #expect(interests.count == 4)
      leases[0].end()
      leases[0].end()
      #expect(interests.count == 3)
    }
    // A source that nobody closed ends with its last reference.
    #expect(interests.count == 0)
  }
}
