import Redis
import Sandbox
import Synchronization
import Testing

/// A flag that two tasks share.
private final class Flag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}

/// Against a real server.
@Suite(.timeLimit(.minutes(3)))
struct RedisClientTests {
  @Test func showsEveryKindOfReply() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let events = try await client.record([
        ["HSET", "h", "a", "1", "b", ""], ["HMGET", "h", "a", "none", "b"], ["GET", "h"], ["GET", "none"], ["SET", "s", "x"],
        ["HGETALL", "none"],
      ])
      func at(_ command: Int, _ depth: Int = 0, _ index: Int = 0) -> ReplyPosition {
        ReplyPosition(command: command, depth: depth, index: index)
      }
      #expect(
        events == [
          .integer(2, at(0)), .finished(0),
          .array(3, at(1)), .string("1", at(1, 1)), .null(at(1, 1, 1)), .string("", at(1, 1, 2)), .finished(1),
          .error("WRONGTYPE Operation against a key holding the wrong kind of value", at(2)), .finished(2),
          .null(at(3)), .finished(3), .status("OK", at(4)), .finished(4), .array(0, at(5)), .finished(5),
        ])
      await client.close()
    }
  }

  @Test func showsNestedReplies() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.tcpURL)
      let events = try await client.record([
        ["SET", "s", "x"], ["MULTI"], ["HMGET", "h", "a", "b"], ["HGET", "s", "a"], ["HMGET", "h", "c"], ["EXEC"],
      ])
      #expect(
        events.suffix(8) == [
          .array(3, ReplyPosition(command: 5)), .array(2, ReplyPosition(command: 5, depth: 1)),
          .null(ReplyPosition(command: 5, depth: 2)), .null(ReplyPosition(command: 5, depth: 2, index: 1)),
          .error("WRONGTYPE Operation against a key holding the wrong kind of value", ReplyPosition(command: 5, depth: 1, index: 1)),
          .array(1, ReplyPosition(command: 5, depth: 1, index: 2)),
          .null(ReplyPosition(command: 5, depth: 2, index: 0, parentIndex: 2)), .finished(5),
        ])
      await client.close()
    }
  }

  @Test func carriesLargePipelinesBothWays() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let count = 50_000
      let payload = String(repeating: "0123456789", count: 120)
      let whole = try await client.run(until: .now.advanced(by: .seconds(120))) { session in
        let writes = Tally(expected: 0)
        try session.pipeline(
          count,
          encode: { index, buffer in
            buffer.command(arguments: 3)
            buffer.argument("SET")
            buffer.argument(index % 500)
            buffer.argument(payload)
          }, visitor: writes)
        let reads = Tally(expected: payload.utf8.count)
        try session.pipeline(
          count,
          encode: { index, buffer in
            buffer.command(arguments: 2)
            buffer.argument("GET")
            buffer.argument(index % 500)
          }, visitor: reads)
        let echoes = Tally(expected: payload.utf8.count)
        try session.pipeline(
          count,
          encode: { _, buffer in
            buffer.command(arguments: 2)
            buffer.argument("ECHO")
            buffer.argument(payload)
          }, visitor: echoes)
        return [writes.statuses, writes.finished, reads.strings, reads.finished, echoes.strings, echoes.finished]
      }
      #expect(whole == Array(repeating: count, count: 6))
      // One argument and one reply far beyond every buffer.
      let large = String(repeating: "x", count: 20 << 20)
      let events = try await client.record([["ECHO", large]])
      #expect(events == [.string(large, ReplyPosition(command: 0)), .finished(0)])
      await client.close()
    }
  }

  @Test func greets() async throws {
    try await RedisServer.with(["--requirepass", "s3cr"]) { server in
      let good = try RedisClient("redis://:s3cr@127.0.0.1:\(server.port)/3", name: "governor")
      let events = try await good.record([["CLIENT", "INFO"]])
      guard case .string(let info, _)? = events.first else {
        Issue.record("no CLIENT INFO")
        return
      }
      #expect(info.contains("name=governor") && info.contains("db=3"))
      for (url, text) in [
        ("redis://:wr0ng@127.0.0.1:\(server.port)", "WRONGPASS"),
        (server.tcpURL, "it wants a password, and the connection has none: NOAUTH"),
        ("redis://user:wr0ng@127.0.0.1:\(server.port)", "WRONGPASS <text withheld"),
        ("redis://default:s3cr@127.0.0.1:\(server.port)/999", "SELECT"),
      ] {
        let client = try RedisClient(url)
        let error = await #expect(throws: RedisError.self) { try await client.record([["PING"]]) }
        #expect(error?.kind == .refused)
        #expect(error?.commandsMayHaveRun == false)
        #expect(error?.message.contains(text) == true)
        #expect(error?.message.contains("wr0ng") == false)
      }
      await good.close()
    }
  }

  @Test func anAccountThatMayNotNameItselfDoesItsWork() async throws {
    try await RedisServer.with { server in
      let admin = try RedisClient(server.tcpURL)
      _ = try await admin.record([["ACL", "SETUSER", "bot", "on", ">s3cr", "~*", "+hset", "+select"]])
      let client = try RedisClient("redis://bot:s3cr@127.0.0.1:\(server.port)/3", name: "governor")
      #expect(try await client.record([["HSET", "k", "a", "1"]]).first == .integer(1, ReplyPosition(command: 0)))
      await client.close()
      await admin.close()
    }
  }

  @Test func survivesARestartBetweenRuns() async throws {
    try await RedisServer.with { server in
      for url in [server.tcpURL, server.unixURL] {
        let client = try RedisClient(url)
        _ = try await client.record([["PING"]])
        server.kill()
        try await server.start()
        let events = try await client.record([["PING"]])
        #expect(events.first == .status("PONG", ReplyPosition(command: 0)))
        await client.close()
      }
    }
  }

  @Test func noticesAServerThatDiesInMidRun() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let error = await #expect(throws: RedisError.self) {
        try await client.run(until: .now.advanced(by: .seconds(60))) { session in
          try session.pipeline(
            2_000_000,
            encode: { index, buffer in
              if index == 100_000 { server.kill() }
              buffer.command(arguments: 1)
              buffer.argument("PING")
            }, visitor: Recorder())
        }
      }
      #expect(error?.kind == .connectionLost)
      #expect(error?.commandsMayHaveRun == true)
      let next = await #expect(throws: RedisError.self) { try await client.record([["PING"]]) }
      #expect(next?.kind == .unreachable)
      try await server.start()
      // The back-off may forbid a few attempts still, and says why there is no connection.
      let deadline = ContinuousClock.now.advanced(by: .seconds(30))
      while true {
        do {
          _ = try await client.record([["PING"]])
          break
        } catch let error as RedisError where error.kind == .backingOff {
          #expect(error.message.contains("cannot connect") && !error.message.contains("next try"))
          try #require(ContinuousClock.now < deadline)
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      await client.close()
    }
  }

  @Test func keepsToItsDeadline() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let first = try await client.record([["CLIENT", "ID"]])
      let error = await #expect(throws: RedisError.self) {
        try await client.record([["DEBUG", "SLEEP", "1"]], within: .milliseconds(50))
      }
      #expect(error?.kind == .timedOut)
      // The late reply must not be taken for that of the next command.
      let second = try await client.record([["CLIENT", "ID"]])
      #expect(first != second)
      let late = await #expect(throws: RedisError.self) { try await client.record([["PING"]], within: .zero) }
      #expect(late?.kind == .timedOut)
      await client.close()
    }
  }

  @Test func stopsWhenCancelled() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let isSent = Flag()
      try await withThrowingTaskGroup(of: RedisError?.self) { group in
        group.addTask {
          do {
            try await client.run(until: .now.advanced(by: .seconds(600))) { session in
              try session.pipeline(
                1,
                encode: { _, buffer in
                  buffer.command(arguments: 3)
                  for word in ["BLPOP", "none", "0"] { buffer.argument(word) }
                  isSent.set()
                }, visitor: Recorder())
            }
            return nil
          } catch let error as RedisError {
            return error
          }
        }
        while !isSent.isSet { try await Task.sleep(for: .milliseconds(1)) }
        group.cancelAll()
        let error = try await group.next() ?? nil
        #expect(error?.kind == .cancelled)
      }
      #expect(try await client.record([["PING"]]).count == 2)
      await client.close()
    }
  }

  @Test func keepsASoundConnectionWhenTheBodyThrows() async throws {
    struct Own: Error {}
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let first = try await client.record([["CLIENT", "ID"]])
      await #expect(throws: Own.self) {
        try await client.run(until: .now.advanced(by: .seconds(60))) { (_: inout RedisSession) in throw Own() }
      }
      await #expect(throws: Own.self) {
        try await client.run(until: .now.advanced(by: .seconds(60))) { session in
          try session.pipeline(1, encode: { _, _ in throw Own() }, visitor: Recorder())
        }
      }
      #expect(try await client.record([["CLIENT", "ID"]]) == first)
      // Half-way through a pipeline replies are outstanding, so that connection goes.
      await #expect(throws: Own.self) {
        try await client.run(until: .now.advanced(by: .seconds(60))) { session in
          try session.pipeline(
            1_000_000,
            encode: { index, buffer in
              if index == 500_000 { throw Own() }
              buffer.command(arguments: 1)
              buffer.argument("PING")
            }, visitor: Recorder())
        }
      }
      #expect(try await client.record([["CLIENT", "ID"]]) != first)
      await client.close()
    }
  }

  @Test func refusesCommandsThatAreNotWhole() async throws {
    try await RedisServer.with { server in
      let client = try RedisClient(server.unixURL)
      let error = await #expect(throws: RedisError.self) {
        try await client.run(until: .now.advanced(by: .seconds(60))) { session in
          try session.pipeline(
            1,
            encode: { _, buffer in
              buffer.command(arguments: 2)
              buffer.argument("PING")
            }, visitor: Recorder())
        }
      }
      #expect(error?.kind == .invalidCommand)
      #expect(error?.commandsMayHaveRun == false)
      await client.close()
    }
  }

  @Test func closes() async throws {
    let client = try RedisClient("redis://127.0.0.1:\(try Loopback.freePort())")
    let unreachable = await #expect(throws: RedisError.self) { try await client.record([["PING"]]) }
    #expect(unreachable?.kind == .unreachable)
    #expect(unreachable?.message.contains("connection refused") == true)
    await client.close()
    await client.close()
    let error = await #expect(throws: RedisError.self) { try await client.record([["PING"]]) }
    #expect(error?.kind == .closed)
    let nowhere = try RedisClient("unix:///nonexistent/redis.sock")
    let missing = await #expect(throws: RedisError.self) { try await nowhere.record([["PING"]]) }
    #expect(missing?.message.contains("no such file") == true)
    let unnamed = try RedisClient("redis://no-such-host.invalid")
    let unresolved = await #expect(throws: RedisError.self) { try await unnamed.record([["PING"]]) }
    #expect(unresolved?.kind == .unreachable)
  }
}
