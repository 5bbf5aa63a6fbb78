import Diagnostics
import Governor
import GovernorTesting
import Policy
import Sandbox
import Sinks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct RedisStreamSinkTests {
  private static let json = """
    stream: events
    max_length: 1000
    json:
      symbol: symbol
      n: s.n
      b: s.b
      at: s.w
    """

  private static let fields = json.replacing("json:", with: "fields:")

  private func sink(_ server: RedisServer, _ body: String = Self.json) throws -> Built<RedisStreamSink> {
    try Built(RedisStreamSink.self, body, redis: server.unixURL)
  }

  /// The entries of a stream: the names and values of each, without its id.
  private func entries(_ stream: String, _ server: RedisServer) async throws -> [[String]] {
    let script = """
      local found = {}
      for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
        found[#found + 1] = table.concat(entry[2], '\\1')
      end
      return found
      """
    return try await server.run(["EVAL", script, "1", stream])[0].map {
      $0.split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func oneObjectAnEntry() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      let result = await sink.write(sink.batch(["A", "B", "C"], rows: [0, 2]))
      #expect(result.written == 2 && result.failed == 0 && result.fault == nil)
      #expect(
        try await entries("events", server) == [
          ["json", #"{"symbol":"A","n":0.5,"b":true,"at":1769594400}"#], ["json", #"{"symbol":"C","n":2.5,"b":true,"at":1769594400}"#],
        ])
      #expect(try await server.calls("xadd") == 2)
      await sink.close()
    }
  }

  @Test func aFieldForEachOutput() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, Self.fields)
      #expect(await sink.write(sink.batch(["A"])).written == 1)
      #expect(try await entries("events", server) == [["symbol", "A", "n", "0.5", "b", "true", "at", "1769594400"]])
      await sink.close()
    }
  }

  @Test func aStreamForEachEntity() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, Self.json.replacing("stream: events", with: "stream: e:{symbol}"))
      #expect(await sink.write(sink.batch(["A", "B"])).written == 2)
      #expect(try await server.run(["XLEN", "e:A"], ["XLEN", "e:B"], ["DBSIZE"]) == [["1"], ["1"], ["2"]])
      await sink.close()
    }
  }

  @Test(
    "texts that need care are escaped, and come back whole",
    arguments: [
      "a b", "\"q\"", "\\", "line\nline", "\u{0}", "\r\n$5\r\n", "日本", "é", "{x}", "\u{2028}", String(repeating: "x", count: 100_000),
    ])
  func texts(_ name: String) async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, "stream: events\nmax_length: 10\njson:\n  \"a \\\"b\\\"\": symbol")
      #expect(await sink.write(sink.batch([name, "B"])).written == 2)
      let script = "return cjson.decode(redis.call('XRANGE', 'events', '-', '+')[1][2][2])['a \"b\"']"
      #expect(try await server.run(["EVAL", script, "0"]) == [[name]])
      await sink.close()
    }
  }

  @Test func theStreamStaysShort() async throws {
    try await RedisServer.with { server in
      let exact = try sink(server, Self.json.replacing("max_length: 1000", with: "max_length: 7\ntrimming: exact"))
      for _ in 0..<3 { #expect(await exact.write(exact.batch((0..<50).map { "S\($0)" })).written == 50) }
      #expect(try await server.run(["XLEN", "events"]) == [["7"]])
      #expect(try await entries("events", server).last?[1].contains(#""symbol":"S49""#) == true)
      await exact.close()
      let rough = try sink(server, Self.json.replacing("events", with: "rough").replacing("1000", with: "300"))
      #expect(await rough.write(rough.batch((0..<5000).map { "S\($0)" })).written == 5000)
      let length = try await server.run(["XLEN", "rough"])[0].first.flatMap { Int($0) } ?? 0
      // By blocks of a hundred entries, as Redis keeps them unless it is told otherwise.
      #expect(length >= 300 && length < 500)
      await rough.close()
    }
  }

  @Test func whatIsNoStreamFailsAndTheOthersGoOn() async throws {
    try await RedisServer.with { server in
      let sink = try sink(server, Self.json.replacing("stream: events", with: "stream: e:{symbol}"))
      try await server.run(["SET", "e:B", "x"])
      let result = await sink.write(sink.batch(["A", "B", "C"]))
      #expect(result.written == 2 && result.failedRows == [1])
      #expect(result.fault?.kind == .invalid)
      #expect(result.fault?.message.hasPrefix("stream `e:B`: redis answers `WRONGTYPE") == true, "\(String(describing: result.fault))")
      await #expect(throws: PluginFault.self) {
        try await sink.plugin.stored(sink.batch(["A", "B"]), until: .now.advanced(by: .seconds(20)))
      }
      let stored = try await sink.plugin.stored(sink.batch(["A", "C", "new"]), until: .now.advanced(by: .seconds(20)))
      #expect(stored == nil)
      await sink.close()
    }
  }

  @Test(arguments: ["-xadd", "+@all -@write"])
  func aUserWhoMayNotWrite(_ rule: String) async throws {
    try await RedisServer.with { server in
      let sink = try sink(server)
      try await server.run(["ACL", "SETUSER", "default"] + rule.split(separator: " ").map(String.init))
      let result = await sink.write(sink.batch(["A", "B"]))
      #expect(result.failed == 2 && result.failedRows == [0, 1])
      #expect(result.fault?.message.contains("NOPERM") == true)
      await sink.close()
    }
  }

  @Test func aPreviewShowsWhatAPersonWouldType() throws {
    let sink = try Built(RedisStreamSink.self, Self.json)
    #expect(
      sink.plugin.preview(sink.batch(["A"])) == [
        #"XADD events MAXLEN ~ 1000 * json "{\"symbol\":\"A\",\"n\":0.5,\"b\":true,\"at\":1769594400}""#
      ])
    let exact = try Built(RedisStreamSink.self, Self.fields.replacing("max_length: 1000", with: "max_length: 5\ntrimming: exact"))
    #expect(exact.plugin.preview(exact.batch(["A"])) == ["XADD events MAXLEN = 5 * symbol A n 0.5 b true at 1769594400"])
  }

  @Test func aServerThatIsAway() async throws {
    let sink = try Built(RedisStreamSink.self, Self.json, redis: "redis://user:hunter2@127.0.0.1:1")
    for limit in [Duration.seconds(-1), .seconds(5)] {
      let result = await sink.write(sink.batch(["A", "B"]), within: limit)
      #expect(result.written == 0 && result.failed == 2 && result.fault?.kind == .unreachable)
      #expect(result.fault.map { !"\($0)".contains("hunter2") } == true)
    }
    await sink.close()
  }
}
