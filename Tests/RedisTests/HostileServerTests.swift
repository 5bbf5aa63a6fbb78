import Redis
import Testing

/// Against servers that misbehave on purpose.
@Suite(.timeLimit(.minutes(3)))
struct HostileServerTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let answer: String
    var ending = FakeServer.Ending.keepOpen
    let kind: RedisError.Kind
    let text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Example(answer: "*2147483647\r\n", kind: .brokenProtocol, text: "more elements"),
    Example(answer: "*1001\r\n", kind: .brokenProtocol, text: "more elements"),
    Example(answer: "*99999999999\r\n", kind: .brokenProtocol, text: ""),
    Example(answer: "*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", kind: .brokenProtocol, text: "nested deeper"),
    Example(answer: "$1000000000\r\nxxxx", ending: .repeatForEver, kind: .brokenProtocol, text: "longer than the limit"),
    Example(answer: "+xxxxxxxxxxxxxxxxxxxx", ending: .repeatForEver, kind: .brokenProtocol, text: "longer than the limit"),
    Example(answer: "$5\r\nhelloXX+OK\r\n", kind: .brokenProtocol, text: "does not end where"),
    Example(answer: "$-2\r\n", kind: .brokenProtocol, text: ""),
    Example(answer: ":12x\r\n", kind: .brokenProtocol, text: ""),
    Example(answer: "%1\r\n+a\r\n+b\r\n", kind: .brokenProtocol, text: ""),
    Example(answer: "HTTP/1.1 400 Bad Request\r\n\r\n", kind: .brokenProtocol, text: ""),
    Example(answer: "\u{0}\u{1}\u{2}\u{3}", kind: .brokenProtocol, text: ""),
    Example(answer: "+OK\r\n+OK\r\n", kind: .brokenProtocol, text: "more than it was asked for"),
    Example(answer: "$10\r\nhalf", ending: .close, kind: .connectionLost, text: "in the middle of a reply"),
    Example(answer: "*2\r\n:1\r\n", ending: .close, kind: .connectionLost, text: "in the middle of a reply"),
    Example(answer: "*-1", ending: .close, kind: .connectionLost, text: "in the middle of a reply"),
  ])
  func refuses(_ example: Example) async throws {
    let server = try FakeServer(["+PONG\r\n", example.answer], then: example.ending)
    let client = try RedisClient(server.url, limits: RedisLimits(replyBytes: 1 << 20, arrayElements: 1000, nestingDepth: 3))
    let error = await #expect(throws: RedisError.self) { try await client.record([["GET", "x"]]) }
    #expect(error?.kind == example.kind)
    #expect(error?.message.contains(example.text) == true, "\(error?.message ?? "")")
    #expect(error?.commandsMayHaveRun == true)
    await client.close()
    server.stop()
  }

  @Test func escapesARefusal() async throws {
    let server = try FakeServer(["-ERR unknown command 'AUTH' with args s3cr\u{1b}[2J\r\n"], then: .keepOpen)
    let url = server.url.replacing("redis://", with: "redis://:s3cr@")
    let client = try RedisClient(url)
    let error = await #expect(throws: RedisError.self) { try await client.record([["GET", "x"]]) }
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("s3cr") == false && error?.message.contains("\u{1b}") == false)
    await client.close()
    server.stop()
  }

  @Test func waitsNoLongerThanTheConnectTimeout() async throws {
    let server = try FakeServer([], then: .keepOpen)
    let client = RedisClient(address: try RedisAddress(server.url), connectTimeout: .milliseconds(50))
    let error = await #expect(throws: RedisError.self) { try await client.record([["GET", "x"]], within: .seconds(600)) }
    #expect(error?.kind == .timedOut)
    await client.close()
    server.stop()
  }

  @Test func dropsAnIdleConnectionThatTalks() async throws {
    // Whatever comes between two runs would be taken for the reply to the next command.
    let server = try FakeServer(["+PONG\r\n", ":1\r\n"], then: .repeatForEver)
    let client = try RedisClient(server.url)
    _ = try? await client.record([["GET", "x"]])
    let error = await #expect(throws: (any Error).self) { try await client.record([["GET", "y"]], within: .milliseconds(300)) }
    #expect(error is RedisError)
    server.stop()
    await client.close()
  }
}
