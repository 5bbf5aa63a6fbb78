import Glibc
import Governor
import Sources
import Synchronization
import TestSupport
import Testing

/// Different sources over one page: it is fetched once in a round.
@Suite(.timeLimit(.minutes(3)))
struct SharedPageTests {
  private func source(_ url: String, _ metrics: String) throws -> Built<PrometheusSource> {
    try Built(PrometheusSource.self, "url: \(url)\nmetrics:\n  \(metrics)")
  }

  private func fault(of source: Built<PrometheusSource>, within limit: Duration, in round: ReadingRound) async -> PluginFault? {
    do throws(PluginFault) {
      _ = try await source.read(within: limit, in: round)
      return nil
    } catch {
      return error
    }
  }

  @Test func onePageForTwoSources() async throws {
    let requests = Mutex(0)
    let script: RawServer.Script = { _, connection in
      while connection.request() != nil {
        requests.withLock { $0 += 1 }
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\na 1\nb 2\n")
      }
    }
    try await RawServer.with(script) { server in
      let one = try source(server.url, "x: {name: a}")
      let two = try source(server.url, "y: {name: b, range: [0, 1]}\n  z: {name: a, optional: true}")
      for fetched in 1...2 {
        let round = ReadingRound()
        async let first = one.read(in: round)
        async let second = two.read(in: round)
        #expect(try await first.records.shown() == ["1.0"])
        let records = try await second.records
        #expect(records.states == [.invalid])
        #expect(records.firstFault == "field `y`: `2.0` lies outside [0, 1]")
        #expect(requests.withLock { $0 } == fetched)
      }
      await one.close()
      await two.close()
    }
  }

  @Test func eachWaitsForItsOwnDeadline() async throws {
    let (gate, open) = AsyncStream<Void>.makeStream()
    let mayAnswer = Mutex(false)
    let requests = Mutex(0)
    let script: RawServer.Script = { _, connection in
      guard connection.request() != nil else { return }
      requests.withLock { $0 += 1 }
      open.yield()
      while !mayAnswer.withLock({ $0 }) { usleep(1000) }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n")
    }
    try await RawServer.with(script) { server in
      let one = try source(server.url, "x: {name: a}")
      let two = try source(server.url, "y: {name: a}")
      let round = ReadingRound()
      async let hasty = fault(of: one, within: .milliseconds(50), in: round)
      async let patient = two.read(in: round)
      var asked = gate.makeAsyncIterator()
      await asked.next()
      // The first goes without an answer. Its fetch goes on for the second; if that came only when the first had left, it fetched anew.
      #expect(await hasty?.message == "did not answer in time")
      mayAnswer.withLock { $0 = true }
      #expect(try await patient.records.shown() == ["1.0"])
      #expect(requests.withLock { $0 } <= 2)
      await one.close()
      await two.close()
    }
  }

  @Test func aSourceThatIsClosedInTheMiddleDoesNotTakeThePageAway() async throws {
    let (gate, open) = AsyncStream<Int>.makeStream()
    let script: RawServer.Script = { index, connection in
      guard connection.request() != nil else { return }
      open.yield(index)
      // The first fetch is never answered.
      guard index > 0 else { return connection.awaitClose() }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n")
    }
    try await RawServer.with(script) { server in
      let one = try source(server.url, "x: {name: a}")
      let two = try source(server.url, "y: {name: a}")
      let round = ReadingRound()
      async let closed = fault(of: one, within: .seconds(20), in: round)
      var asked = gate.makeAsyncIterator()
      _ = await asked.next()
      async let other = two.read(in: round)
      await one.close()
      #expect(await closed?.kind == .unreachable)
      #expect(try await other.records.shown() == ["1.0"])
      await two.close()
    }
  }
}
