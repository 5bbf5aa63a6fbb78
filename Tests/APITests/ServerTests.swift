import TestSupport
import Testing

@testable import API

/// The server over a socket, with clients that keep to no rule.
@Suite struct ServerTests {
  static let get = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test func answersRequestAfterRequestOnOneConnection() async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      for _ in 0..<3 {
        let answer = try await client.ask(Self.get)
        #expect(answer.status == 200)
        #expect(answer.body == "\"GET a 0\"")
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.headers["connection"] == nil)
        #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
      }
      let body = try await client.ask("POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(body.status == 100)
      #expect(try await client.ask("abc").body == "\"POST b 3\"")
    }
  }

  @Test func headHasTheLengthAndNoBody() async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      let answer = try await client.ask("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(answer.headers["content-length"] == "10")
      #expect(try await client.ask(Self.get).status == 200, "nothing of a body is in the way")
    }
  }

  @Test func pipelinedRequestsAreAnsweredInTheirOrder() async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      let count = 3000
      async let sent = client.send((0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
      for index in 0..<count { #expect(try await client.response().body == "\"GET \(index) 0\"") }
      #expect(await sent)
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.0\r\n\r\n", 200), ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 200),
    ("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200), ("CONNECT a:1 HTTP/1.1\r\n\r\n", 400),
    ("GET /%zz HTTP/1.1\r\n\r\n", 400), ("GET /%ff HTTP/1.1\r\n\r\n", 400), ("GET /?a=%f HTTP/1.1\r\n\r\n", 400),
    ("OPTIONS * HTTP/1.1\r\n\r\n", 400), ("hello\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 400), ("GET /\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\na b: c\r\n\r\n", 400), ("GET / HTTP/1.1\r\n: c\r\n\r\n", 400),
    ("\u{16}\u{3}\u{1}\u{0}\u{1}\u{0}", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400), ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413), ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nExpect: cake\r\nContent-Length: 1\r\n\r\na", 417),
  ])
  func closesAfterWhatIsLastOrNoRequest(bytes: String, status: Int) async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      let answer = try await client.ask(bytes)
      #expect(answer.status == status)
      #expect(answer.headers["connection"] == "close" || answer.status == 400)
      if status != 200 { #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"")) }
      if answer.headers["connection"] == "close" { #expect(try await client.awaitClose().isEmpty) }
      #expect(try await RawClient(port: port).ask(Self.get).status == 200, "others are not harmed")
    }
  }

  @Test(arguments: [
    ("GET /" + String(repeating: "a", count: 5000) + " HTTP/1.1\r\n\r\n", 414),
    ("GET /" + String(repeating: "a", count: 200_000) + " HTTP/1.1\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\na: " + String(repeating: "a", count: 16_400) + "\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "a: " + String(repeating: "b", count: 997) + "\r\n", count: 17) + "\r\n", 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n", 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "a", count: 200_000), 431),
    (
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "1000\r\n" + String(repeating: "a", count: 4096) + "\r\n", count: 17), 413
    ),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n", 431),
  ])
  func whatIsTooLargeIsRefused(bytes: String, status: Int) async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      let answer = try await client.ask(bytes)
      #expect(answer.status == status)
      #expect(answer.body.hasPrefix("{\"error\":{\"code\":\""))
      #expect(answer.headers["connection"] == "close")
      try await client.awaitClose()
    }
  }

  @Test func theLargestThatIsAllowedIsTaken() async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      let body = String(repeating: "a", count: 65_536)
      #expect(try await client.ask("POST /b HTTP/1.1\r\nContent-Length: 65536\r\n\r\n" + body).body == "\"POST b 65536\"")
      #expect(try await client.ask("GET /" + String(repeating: "a", count: 4095) + " HTTP/1.1\r\n\r\n").status == 200)
      #expect(try await client.ask("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 100) + "\r\n").status == 200)
    }
  }

  @Test(arguments: ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc"])
  func whoIsTooSlowIsToldSo(bytes: String) async throws {
    let limits = RunningServer.limits {
      $0.headSeconds = 0.3
      $0.bodySeconds = 0.3
    }
    try await RunningServer.with(limits) { port in
      let client = try RawClient(port: port)
      let answer = try await client.ask(bytes)
      #expect(answer.status == 408)
      #expect(answer.body.hasPrefix("{\"error\":{\"code\":\"request_timeout\""))
      #expect(try await client.awaitClose().isEmpty)
    }
  }

  @Test func whoSendsByteAfterByteGetsNoMoreTime() async throws {
    try await RunningServer.with(RunningServer.limits { $0.headSeconds = 0.3 }) { port in
      let client = try RawClient(port: port)
      let sending = Task {
        await client.send("GET / HTTP/1.1\r\na: ")
        while await client.send("b"), !Task.isCancelled { try await Task.sleep(for: .milliseconds(20)) }
      }
      #expect(try await client.response().status == 408)
      sending.cancel()
    }
  }

  @Test func anIdleConnectionIsClosed() async throws {
    try await RunningServer.with(RunningServer.limits { $0.idleSeconds = 0.2 }) { port in
      let client = try RawClient(port: port)
      #expect(try await client.ask(Self.get).status == 200)
      #expect(try await client.awaitClose().isEmpty)
    }
  }

  @Test func whoDoesNotReadHisAnswerIsCutOff() async throws {
    let large = APIAnswer(contentType: "text/plain", body: [UInt8](repeating: 97, count: 64 << 20))
    try await RunningServer.with(RunningServer.limits { ($0.answerSeconds, $0.writeSeconds) = (0.2, 0.1) }, answer: { _ in large }) {
      port in
      let client = try RawClient(port: port)
      await client.send(Self.get)
      // Reading begins when the time is up; what the system had taken before is all that comes.
      try await Task.sleep(for: .seconds(1))
      #expect(try await client.awaitClose().utf8.count < 64 << 20)
    }
  }

  @Test func anAnswerThatIsNotMadeInTimeIsCancelled() async throws {
    let slow: @Sendable (APIRequest) async -> APIAnswer = { _ in
      try? await Task.sleep(for: .seconds(600))
      return APIAnswer(json: "1")
    }
    try await RunningServer.with(RunningServer.limits { $0.answerSeconds = 0.3 }, answer: slow) { port in
      let client = try RawClient(port: port)
      #expect(try await client.ask(Self.get).status == 503)
    }
  }

  /// Neither the client waits for it nor the end of the server.
  @Test func anAnswerThatDoesNotHeedItsEndIsNotWaitedFor() async throws {
    let gate = Gate()
    let deaf: @Sendable (APIRequest) async -> APIAnswer = { _ in
      await gate.wait()
      return APIAnswer(json: "1")
    }
    try await RunningServer.with(RunningServer.limits { $0.answerSeconds = 0.3 }, answer: deaf) { port in
      let client = try RawClient(port: port)
      #expect(try await client.ask(Self.get).status == 503)
      await client.send(Self.get)
      while gate.waiting < 2 { try await Task.sleep(for: .milliseconds(5)) }
    }
    #expect(gate.waiting == 2, "the server has ended, and the calls have not")
    gate.open()
  }

  @Test func aNewConnectionTakesThePlaceOfTheOneThatIsIdleLongest() async throws {
    try await RunningServer.with(RunningServer.limits { $0.connections = 3 }) { port in
      let idle = [try RawClient(port: port), try RawClient(port: port)]
      for client in idle + idle.prefix(1) { #expect(try await client.ask(Self.get).status == 200) }
      let silent = try RawClient(port: port)
      #expect(try await RawClient(port: port).ask(Self.get).status == 200)
      #expect(try await idle[1].awaitClose().isEmpty)
      #expect(try await idle[0].ask(Self.get).status == 200, "it has asked later")
      #expect(try await silent.ask(Self.get).status == 200, "it is about to ask for the first time")
    }
  }

  @Test func thoseThatAskNothingStarveNobody() async throws {
    try await RunningServer.with(RunningServer.limits { $0.connections = 16 }) { port in
      var silent: [RawClient] = []
      for _ in 0..<40 { silent.append(try RawClient(port: port)) }
      #expect(try await RawClient(port: port).ask(Self.get).status == 200)
    }
  }

  @Test func aConnectionAtARequestKeepsItsPlaceAndNewOnesWait() async throws {
    let gate = Gate()
    let answer: @Sendable (APIRequest) async -> APIAnswer = { request in
      if request.method == "GET" { await gate.wait() }
      return await RunningServer.echo(request)
    }
    try await RunningServer.with(RunningServer.limits { $0.connections = 2 }, answer: answer) { port in
      let busy = try RawClient(port: port)
      let sending = try RawClient(port: port)
      await busy.send(Self.get)
      let head = "POST /b HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
      #expect(try await sending.ask(head).status == 100)
      while gate.waiting < 1 { try await Task.sleep(for: .milliseconds(5)) }
      let third = try RawClient(port: port)
      await third.send("POST /c HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
      #expect(try await sending.ask("abc").body == "\"POST b 3\"")
      // Its place is free now, though it stays.
      #expect(try await third.response().body == "\"POST c 0\"")
      gate.open()
      #expect(try await busy.response().body == "\"GET a 0\"")
    }
  }

  @Test func aClientThatHasSaidAllStillGetsItsAnswer() async throws {
    try await RunningServer.with { port in
      let client = try RawClient(port: port)
      await client.send(Self.get)
      client.finishSending()
      #expect(try await client.response().status == 200)
      #expect(try await client.awaitClose().isEmpty)
    }
  }
}
