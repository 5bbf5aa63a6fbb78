import HTTPFetch
import TestSupport
import Testing

/// Generous: only a hang reaches it.
let patience = Duration.seconds(30)

@Suite(.timeLimit(.minutes(5))) struct FetchTests {
  /// What one connection answers, sent after the request; then the server closes.
  private func fetch(_ reply: [UInt8], limits: HTTPLimits = HTTPLimits()) async throws -> HTTPBody {
    try await RawServer.with { _, connection in
      guard connection.request() != nil else { return }
      connection.send(reply)
    } _: { server in
      try await HTTPFetcher(version: "1", limits: limits).get(server.url, timeout: patience)
    }
  }

  private func fetch(_ reply: String, limits: HTTPLimits = HTTPLimits()) async throws -> HTTPBody {
    try await fetch(Array(reply.utf8), limits: limits)
  }

  private func kind(_ reply: String, limits: HTTPLimits = HTTPLimits()) async throws -> HTTPError.Kind? {
    await #expect(throws: HTTPError.self) { try await fetch(reply, limits: limits) }?.kind
  }

  @Test func wholeBodies() async throws {
    let known = try await fetch("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: 4\r\n\r\nm 1\n")
    #expect(known.bytes == Array("m 1\n".utf8))
    #expect(known.contentType == "text/plain; version=0.0.4")
    #expect(known.isKnownWhole)
    let chunked = try await fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nm \r\n2;x=y\r\n1\n\r\n0\r\nT: x\r\n\r\n")
    #expect(chunked.bytes == Array("m 1\n".utf8))
    #expect(chunked.contentType == nil)
    #expect(chunked.isKnownWhole)
    let interim = try await fetch("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    #expect(interim.bytes.isEmpty)
    let closing = try await fetch("HTTP/1.0 200 OK\r\n\r\nm 1\n")
    #expect(closing.bytes == Array("m 1\n".utf8))
    #expect(!closing.isKnownWhole)
  }

  @Test func gzip() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
    let body = try await fetch(Array("\(head)\(GzipSamples.small.count)\r\n\r\n".utf8) + GzipSamples.small)
    #expect(body.bytes == Array("m 1\n".utf8))
    #expect(!body.isKnownWhole)
    var broken = GzipSamples.small
    broken[broken.count - 5] ^= 0xFF
    await #expect(throws: HTTPError.self) { try await fetch(Array("\(head)\(broken.count)\r\n\r\n".utf8) + broken) }
    // Cut before it was framed: libcurl may not see it, and then it must not be called whole.
    let cut = GzipSamples.small.dropLast(9)
    if let body = try? await fetch(Array("\(head)\(cut.count)\r\n\r\n".utf8) + cut) { #expect(!body.isKnownWhole) }
  }

  @Test func gzipBombStopsAtTheLimit() async throws {
    let bomb = GzipSamples.bomb(copies: 40_000)
    let head = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n".utf8)
    let error = await #expect(throws: HTTPError.self) {
      try await fetch(head + bomb, limits: HTTPLimits(maximumBodyBytes: 1 << 20))
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test func limitIsExact() async throws {
    let reply = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nm 1\n"
    #expect(try await fetch(reply, limits: HTTPLimits(maximumBodyBytes: 4)).bytes.count == 4)
    #expect(try await kind(reply, limits: HTTPLimits(maximumBodyBytes: 3)) == .tooLarge)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"),
    ("HTTP/1.1 200 OK\r\n", "X-Fill: \(String(repeating: "y", count: 1000))\r\n"),
    ("HTTP/1.1 200 OK\r\nX-Long: ", String(repeating: "z", count: 4096)),
    ("", "HTTP/1.1 100 Continue\r\n\r\n"),
  ])
  func endlessReplies(_ head: String, _ rest: String) async throws {
    let error = try await RawServer.with { _, connection in
      guard connection.request() != nil, connection.send(head) else { return }
      while connection.send(rest) {}
    } _: { server in
      await #expect(throws: HTTPError.self) {
        try await HTTPFetcher(version: "1", limits: HTTPLimits(maximumBodyBytes: 1 << 20)).get(server.url, timeout: patience)
      }
    }
    #expect(error?.kind == .tooLarge || error?.kind == .brokenResponse)
  }

  @Test(arguments: [201, 204, 206, 304, 404, 500, 503])
  func otherStatuses(_ status: Int) async throws {
    #expect(try await kind("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n") == .status(status))
  }

  @Test func aTrailerIsNoStatusLine() async throws {
    let reply = "HTTP/1.1 404 X\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nm 1\n\r\n0\r\nHTTP/1.1 200 OK: x\r\n\r\n"
    #expect(try await kind(reply) == .status(404))
  }

  @Test func redirectsAreRefusedWithTheirTarget() async throws {
    for status in [301, 302, 303, 307, 308] {
      let reply = "HTTP/1.1 \(status) X\r\nLocation: http://u:secret@other.example/m?t=secret\r\nContent-Length: 0\r\n\r\n"
      let error = await #expect(throws: HTTPError.self) { try await fetch(reply) }
      #expect(error?.kind == .refusedRedirect)
      #expect(error?.message.contains("write http://<redacted>@other.example/m?t=<redacted> as the address") == true)
      #expect(error?.message.contains("secret") == false)
    }
    #expect(try await kind("HTTP/1.1 302 X\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n") == .refusedRedirect)
    #expect(try await kind("HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n") == .refusedRedirect)
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
    "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nm 1\n", "not http at all\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nm 1\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nm ",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nm 1\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nm 1\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 4\r\n\r\nm 1\n",
  ])
  func brokenReplies(_ reply: String) async throws { #expect(try await kind(reply) == .brokenResponse) }

  @Test func slowDripTimesOut() async throws {
    let error = try await RawServer.with { _, connection in
      guard connection.request() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nm")
      connection.awaitClose()
    } _: { server in
      await #expect(throws: HTTPError.self) { try await HTTPFetcher(version: "1").get(server.url, timeout: .milliseconds(200)) }
    }
    #expect(error?.kind == .timedOut)
  }

  @Test func refusedConnectionIsUnreachable() async throws {
    let server = try RawServer { _, _ in }
    server.stop()
    let fetcher = HTTPFetcher(version: "1")
    // The port is free again once the listener is closed by its thread.
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: patience)
    var kind: HTTPError.Kind?
    repeat {
      do {
        _ = try await fetcher.get(server.url, timeout: patience)
      } catch {
        kind = error.kind
      }
    } while kind != .unreachable && clock.now < end
    #expect(kind == .unreachable)
  }

  @Test func badRequestsAreRefusedBeforeAnyConnection() async throws {
    try await RawServer.with { _, _ in
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      for url in ["file:///etc/passwd", "ftp://127.0.0.1:\(server.port)/", "http://127.0.0.1:\(server.port)/ x"] {
        let error = await #expect(throws: HTTPError.self) { try await fetcher.get(url, timeout: patience) }
        #expect(error?.kind == .invalidRequest)
      }
      for header in [
        HTTPHeader("A\r\nB", "c"), HTTPHeader("A", "b\r\nC: d"), HTTPHeader("", "x"), HTTPHeader("A:", "x"), HTTPHeader("A", "\0"),
      ] {
        let error = await #expect(throws: HTTPError.self) { try await fetcher.get(server.url, headers: [header], timeout: patience) }
        #expect(error?.kind == .invalidRequest)
      }
      #expect(await #expect(throws: HTTPError.self) { try await fetcher.get(server.url, timeout: .zero) }?.kind == .timedOut)
      #expect(server.accepted == 0)
    }
  }
}
