import HTTPFetch
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
  private static let reply = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nm 1\n"

  /// Waits for a condition and not for a time.
  private func until(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now.advanced(by: patience)
    while !condition() {
      guard ContinuousClock.now < end else { return false }
      await Task.yield()
    }
    return true
  }

  @Test func keepsTheConnectionAndSendsWhatItShould() async throws {
    let requests = Mutex<[String]>([])
    try await RawServer.with { _, connection in
      while let request = connection.request() {
        requests.withLock { $0.append(request) }
        connection.send(Self.reply)
      }
    } _: { server in
      let fetcher = HTTPFetcher(version: "1.2 beta\r\nX: y")
      for _ in 0..<3 {
        let body = try await fetcher.get(server.url, headers: [HTTPHeader("Accept", "text/plain")], timeout: patience)
        #expect(body.bytes.count == 4)
      }
      _ = try await fetcher.get(server.url, timeout: patience)
      #expect(server.accepted == 1)
      let seen = requests.withLock { $0 }
      #expect(seen.count == 4)
      #expect(seen.allSatisfy { $0.hasPrefix("GET /metrics HTTP/1.1\r\n") && $0.contains("\r\nUser-Agent: governor/1.2-beta--X--y\r\n") })
      #expect(seen.allSatisfy { $0.contains("\r\nAccept-Encoding: gzip\r\n") && !$0.contains("Cookie") })
      #expect(seen.prefix(3).allSatisfy { $0.contains("\r\nAccept: text/plain\r\n") })
      // Headers of one request do not stay for the next.
      #expect(seen.last?.contains("text/plain") == false)
    }
  }

  @Test func aConnectionThatTheServerClosedIsReplaced() async throws {
    let closed = Atomic<Int>(0)
    try await RawServer.with { _, connection in
      guard connection.request() != nil else { return }
      connection.send(Self.reply)
      closed.add(1, ordering: .relaxed)
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      for round in 1...4 {
        let body = try await fetcher.get(server.url, timeout: patience)
        #expect(body.bytes.count == 4)
        #expect(await until { closed.load(ordering: .relaxed) == round })
      }
      #expect(server.accepted == 4)
    }
  }

  @Test func anErrorDoesNotSpoilTheNextRequest() async throws {
    try await RawServer.with { index, connection in
      guard connection.request() != nil else { return }
      connection.send(index == 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nm" : Self.reply)
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      await #expect(throws: HTTPError.self) { try await fetcher.get(server.url, timeout: patience) }
      let body = try await fetcher.get(server.url, timeout: patience)
      #expect(body.bytes == Array("m 1\n".utf8))
    }
  }

  /// Ends long before the timeout of an hour, and the server sees the connection go.
  @Test(arguments: [false, true])
  func cancellingOrClosingEndsTheTransfer(_ closes: Bool) async throws {
    let asked = Atomic<Bool>(false)
    let gone = Atomic<Bool>(false)
    try await RawServer.with { _, connection in
      guard connection.request() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nm")
      asked.store(true, ordering: .releasing)
      connection.awaitClose()
      gone.store(true, ordering: .releasing)
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      let task = Task { () -> HTTPError.Kind? in
        do {
          _ = try await fetcher.get(server.url, timeout: .seconds(3600))
          return nil
        } catch {
          return (error as? HTTPError)?.kind
        }
      }
      #expect(await until { asked.load(ordering: .acquiring) })
      if closes {
        fetcher.close()
      } else {
        task.cancel()
      }
      #expect(await task.value == .cancelled)
      #expect(await until { gone.load(ordering: .acquiring) })
    }
  }

  @Test func aCancelledTaskAsksNothing() async throws {
    try await RawServer.with { _, _ in
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      let task = Task {
        _ = await until { Task.isCancelled }
        return await #expect(throws: HTTPError.self) { try await fetcher.get(server.url, timeout: patience) }?.kind
      }
      task.cancel()
      #expect(await task.value == .cancelled)
      #expect(server.accepted == 0)
    }
  }

  @Test func closeWorksTwiceAndWithoutARequest() async throws {
    let fetcher = HTTPFetcher(version: "1")
    fetcher.close()
    fetcher.close()
    #expect(await #expect(throws: HTTPError.self) { try await fetcher.get("http://127.0.0.1:1/", timeout: patience) }?.kind == .cancelled)
  }

  @Test func requestsAtOnceTakeTurns() async throws {
    try await RawServer.with { _, connection in
      while connection.request() != nil { connection.send(Self.reply) }
    } _: { server in
      let fetcher = HTTPFetcher(version: "1")
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<50 { group.addTask { try await fetcher.get(server.url, timeout: patience).bytes.count } }
        for try await count in group { #expect(count == 4) }
      }
      #expect(server.accepted == 1)
    }
  }
}
