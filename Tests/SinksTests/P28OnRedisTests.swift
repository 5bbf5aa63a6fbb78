import Foundation
import Governor
import GovernorTesting
import Policy
import Sandbox
import Sinks
import Sources
import TestSupport
import Testing

/// policies/p28.yaml on a real Redis, with the heat gate alone played: the rows of 'Known faults of the deployed service' that only a
/// server can show.
@Suite(.timeLimit(.minutes(3)))
struct P28OnRedisTests {
  private static let now = 1_769_594_400.0

  private static func runner(_ server: RedisServer, heat: FakeSource, clock: TestClock) throws -> PolicyRunner {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "policies/p28.yaml"), encoding: .utf8)
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let policy = try registry.load(text, environment: ["REDIS_URL": server.unixURL], path: "p28.yaml")
    return PolicyRunner(policy, registry: registry, clock: clock, standIns: StandIns(sources: ["heat": heat]))
  }

  private static func fill(_ server: RedisServer, symbols: Int) async throws {
    let words =
      [["HSET", "quantum:state:portfolio", "equity_usd", "100000", "drawdown", "0.1", "timestamp", "1769594400"]]
      + (0..<symbols).flatMap { number in
        [
          ["HSET", "quantum:position:snapshot:S\(number)", "position_notional_usd", "5"],
          ["HSET", "quantum:state:market:S\(number)", "vol_regime", number % 2 == 0 ? "LOW_VOL" : "EXTREME_VOL"],
        ]
      }
    try await server.run(bytes: words.map { $0.map { Array($0.utf8) } })
  }

  @Test func oneScrapeOneScanAndPipelinedReadsAndWritesForAllSymbols() async throws {
    try await RedisServer.with { server in
      let heat = FakeSource(.record(["composite": "0.65"]))
      let runner = try Self.runner(server, heat: heat, clock: TestClock(now: Self.now))
      try await Self.fill(server, symbols: 250)
      try await server.run(["CONFIG", "RESETSTAT"])
      let report = await runner.tick()
      #expect(report.written == 250)
      #expect(report.failed == 0)
      #expect(heat.requests.count == 1)
      // The portfolio, the cluster, and the position and the market of each symbol.
      #expect(try await server.calls("hmget") == 502)
      #expect(try await server.calls("scan") == 1)
      #expect(try await server.calls("keys") == 0)
      #expect(try await server.calls("hgetall") == 0)
      #expect(try await server.calls("hset") == 250)
      #expect(try await server.calls("expire") == 250)
      // Three blocks, and the probe before them.
      #expect(try await server.calls("multi") == 4)
      #expect(try await server.calls("exec") == 4)
      await runner.close()
    }
  }

  @Test func neverABudgetWithoutATimeToLive() async throws {
    try await RedisServer.with { server in
      let runner = try Self.runner(server, heat: FakeSource(.record(["composite": "0.65"])), clock: TestClock(now: Self.now))
      try await Self.fill(server, symbols: 120)
      // One of them lives for ever, from the deployed service.
      try await server.run(["HSET", "quantum:portfolio:budget:S7", "budget_usd", "1"])
      for _ in 0..<2 { #expect(await runner.tick().written == 120) }
      let lives = try await server.run(bytes: (0..<120).map { ["TTL", "quantum:portfolio:budget:S\($0)"].map { Array($0.utf8) } })
      #expect(lives.allSatisfy { (1...300).contains($0.first.flatMap { Int($0) } ?? -1) })
      await runner.close()
    }
  }

  @Test func aStoppedRedisWritesNothingAndSaysUnreachable() async throws {
    try await RedisServer.with { server in
      let clock = TestClock(now: Self.now)
      let runner = try Self.runner(server, heat: FakeSource(.record(["composite": "0.65"])), clock: clock)
      try await Self.fill(server, symbols: 3)
      #expect(await runner.tick().written == 3)
      server.kill()
      let report = await runner.tick()
      #expect(!report.knowsEntities)
      #expect(report.written == 0)
      #expect(report.snapshot.sources.first { $0.name == "portfolio_state" }?.states == [.unreachable])
      #expect(report.snapshot.sources.first { $0.name == "portfolio_state" }?.outcomes == [.lastKnownGood])
      #expect(
        report.snapshot.sources.filter { $0.fault != nil }.map(\.name).sorted() == ["cluster", "market", "portfolio_state", "positions"])
      await runner.close()
      // A closed runner stays closed and says so.
      #expect(await runner.tick().written == 0)
    }
  }
}
