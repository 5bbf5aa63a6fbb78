import Governor
import Policy
import Redis
import Sandbox
import TestSupport
import Testing

@testable import Sources

@Suite(.timeLimit(.minutes(3)))
struct RedisScanSourceTests {
  private func source(_ keys: String, _ server: RedisServer, _ more: String = "") throws -> Built<RedisScanSource> {
    try Built(RedisScanSource.self, "keys: \"\(keys)\"\n\(more)", redis: server.unixURL, entities: .itself)
  }

  private func set(_ keys: [[UInt8]], _ server: RedisServer) async throws {
    try await server.run(bytes: keys.map { [Array("HSET".utf8), $0, Array("n".utf8), Array("1".utf8)] })
  }

  @Test func keysThatDoNotFitAreSkippedAndCounted() async throws {
    try await RedisServer.with { server in
      let good = ["BTC", "a b", "日本", "x\"y", "*", "[a]", String(repeating: "s", count: 256)]
      let bad: [[UInt8]] =
        ["p:a:b", "p:", "p::", "p:a\n", "p:a\u{1B}", "p:\u{85}", "p:\u{202E}x", "p:" + String(repeating: "s", count: 257)].map {
          Array($0.utf8)
        }
        + [Array("p:".utf8) + [0xFF], Array("p:".utf8) + [0xC3], Array("p:".utf8) + [0], Array("p:".utf8) + [0xED, 0xA0, 0x80]]
      try await set(good.map { Array("p:\($0)".utf8) } + bad + ["other", "q:BTC", "P:BTC", "xp:BTC"].map { Array($0.utf8) }, server)
      let source = try source("p:{symbol}", server)
      let reading = try await source.read()
      #expect(reading.entities?.all == Set(good))
      #expect(reading.skippedKeys == bad.count)
      #expect(reading.records.states == [RecordBatch.RowState](repeating: .present, count: good.count))
      #expect(try await server.calls("hmget") == 0)
      #expect(try await server.calls("keys") == 0)
      await source.close()
    }
  }

  @Test(
    "the characters of a glob stand for themselves",
    arguments: [
      ("a*b:{symbol}", "a*b:X", "axb:Y"), ("a?b:{symbol}", "a?b:X", "axb:Y"), ("a[xy]b:{symbol}", "a[xy]b:X", "axb:Y"),
      ("a\\\\b:{symbol}", "a\\b:X", "ab:Y"), ("a*\u{301}[b:{symbol}", "a*\u{301}[b:X", "ax\u{301}[b:Y"), ("{symbol}:e*d", "X:e*d", "Y:exd"),
      ("a^b[^c]:{symbol}", "a^b[^c]:X", "a^bd:Y"),
    ])
  func globs(_ template: String, _ key: String, _ decoy: String) async throws {
    try await RedisServer.with { server in
      try await set([Array(key.utf8), Array(decoy.utf8)], server)
      let source = try source(template, server)
      let reading = try await source.read()
      #expect(reading.entities?.all == ["X"])
      #expect(reading.skippedKeys == 0)
      await source.close()
    }
  }

  @Test func readsTheFieldsOfEachKey() async throws {
    try await RedisServer.with { server in
      try await server.run(
        ["HSET", "p:A", "n", "1", "o", "2"], ["HSET", "p:B", "n", "3"], ["HSET", "p:C", "x", "0"], ["SET", "p:D", "text"],
        ["HSET", "p:E", "n", "4", "o", "bad"])
      let source = try source("p:{symbol}", server, "fields:\n  n: {type: number}\n  o: {type: number, optional: true}")
      let reading = try await source.read()
      let entities = try #require(reading.entities)
      func state(_ name: String) -> RecordBatch.RowState? { entities.row(of: name).map { reading.records.states[$0] } }
      // A key of another type is a position all the same, and its record is not good.
      #expect(["A", "B", "C", "D", "E"].map(state) == [.present, .present, .invalid, .invalid, .present])
      #expect(entities.row(of: "A").map { reading.records.shown($0) } == ["1.0", "2.0"])
      #expect(reading.records.unusableFields == 1)
      await source.close()
    }
  }

  @Test func twentyThousandKeysInSmallPages() async throws {
    try await RedisServer.with { server in
      try await set((0..<20_000).map { Array("p:S\($0)".utf8) } + (0..<3000).map { Array("other:\($0)".utf8) }, server)
      let source = try source("p:{symbol}", server, "page_size: 100\nfields:\n  n: {type: number}")
      let reading = try await source.read(within: .seconds(60))
      #expect(reading.entities?.count == 20_000)
      #expect(reading.records.rows == 20_000)
      #expect(reading.records.columns[0].numbers.allSatisfy { $0 == 1 })
      #expect(reading.skippedKeys == 0)
      #expect(try await server.calls("scan") >= 200)
      await source.close()
    }
  }

  @Test func anEmptyServerHasNoEntities() async throws {
    try await RedisServer.with { server in
      let source = try source("p:{symbol}", server)
      let reading = try await source.read()
      #expect(reading.entities?.count == 0)
      #expect(reading.records.rows == 0)
      await source.close()
    }
  }

  @Test func aRefusedScanIsAFault() async throws {
    try await RedisServer.with { server in
      let source = try source("p:{symbol}", server)
      try await server.run(["ACL", "SETUSER", "default", "-scan"])
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read() }
      #expect(fault?.message.contains("NOPERM") == true)
      await source.close()
    }
  }

  /// SCAN may give a key more than once; a test of a real server cannot make it.
  @Test func aKeyThatComesTwiceIsOneEntity() throws {
    let source = try Built(RedisScanSource.self, "keys: p:{symbol}", entities: .itself)
    let configuration = try #require(source.declaration.configuration as? RedisScanConfiguration)
    let visitor = ScanVisitor(configuration.pattern)
    for page in [["0", "p:A", "p:B"], ["17", "p:B", "p:A", "p:C"]] {
      visitor.array(count: 2, at: ReplyPosition(command: 0))
      for (index, text) in page.enumerated() {
        let bytes = Array(text.utf8)
        let key = ReplyPosition(command: 0, depth: 2, index: index - 1, parentIndex: 1)
        visitor.string(bytes.span, at: index == 0 ? ReplyPosition(command: 0, depth: 1, index: 0) : key)
      }
    }
    #expect(visitor.entities.all == ["A", "B", "C"])
    #expect(visitor.cursor == "17")
    #expect(visitor.fault == nil)
    visitor.null(at: ReplyPosition(command: 0))
    #expect(visitor.fault != nil)
  }
}
