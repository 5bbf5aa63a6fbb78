import Foundation
import Testing

/// What a check publishes, and what is said when it cannot, through the real binary on a real Redis.
@Suite struct PublishTests {
  private static let stream = "quantum:stream:budget.violation"

  /// Two symbols, of which one holds far more than its budget.
  private func fill(_ stage: Stage, _ probe: RedisProbe) async throws {
    try await stage.fill(probe, symbols: ["CALMUSDT", "OVERUSDT"])
    try await probe.command("HSET", "quantum:position:snapshot:OVERUSDT", "position_notional_usd", "5000")
  }

  private func run(_ stage: Stage, _ arguments: String..., mode: String = "enforce") async throws -> HostProcess.Result {
    try await HostProcess.run(
      ["run", "policies/p28.yaml", "--once"] + arguments, environment: stage.environment.merging(["P28_MODE": mode]) { $1 })
  }

  private struct Event: Decodable {
    let eventType: String
    let symbol: String
    let positionNotional: Double
    let budgetUsd: Double
    let overBudget: Double
    let mode: String
    let timestamp: Int
  }

  @Test(arguments: ["shadow", "enforce"])
  func theEventOfAViolation(_ mode: String) async throws {
    try await Stage.with { stage, probe in
      try await fill(stage, probe)
      let run = try await run(stage, mode: mode)
      #expect(run.code == 0 && run.errors.contains("published.budget=written:1"), "\(run.errors)")
      let entries = try await probe.command("XRANGE", Self.stream, "-", "+")
      // Its id, the one field and its text.
      #expect(entries.count == 3 && entries[1] == "json")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let event = try decoder.decode(Event.self, from: Data(entries[2].utf8))
      let budget = try await probe.hash("quantum:portfolio:budget:OVERUSDT")
      #expect(event.eventType == "budget.violation" && event.symbol == "OVERUSDT" && event.mode == mode)
      #expect(event.positionNotional == 5000 && "\(event.budgetUsd)" == budget["budget_usd"])
      #expect(event.overBudget == 5000 - event.budgetUsd && "\(event.timestamp)" == budget["timestamp"])
    }
  }

  @Test func aDryRunShowsItAndPublishesNothing() async throws {
    try await Stage.with { stage, probe in
      try await fill(stage, probe)
      let run = try await run(stage, "--dry-run")
      #expect(run.output.contains("XADD \(Self.stream) MAXLEN ~ 1000 * json "), "\(run.output)")
      #expect(try await probe.command("EXISTS", Self.stream) == ["0"])
    }
  }

  @Test func whatCannotBePublishedIsTold() async throws {
    try await Stage.with { stage, probe in
      try await fill(stage, probe)
      try await probe.command("SET", Self.stream, "taken")
      let run = try await run(stage)
      #expect(run.code == 1 && run.errors.contains("published.budget=written:0,failed:1"), "\(run.errors)")
      #expect(
        run.errors.contains("check budget publish: failed: 1 violation not published: stream `\(Self.stream)`: redis answers `WRONGTYPE"))
      // The budgets are written all the same.
      #expect(run.errors.contains("written=2") && run.errors.contains("failed=0"))
      let online = try await HostProcess.run(["validate", "--online", "policies/p28.yaml"], environment: stage.environment)
      #expect(
        online.code == 1 && online.output.contains("error[GV0409]: `publish` of the check `budget` could not write:"), "\(online.output)")
    }
  }
}
