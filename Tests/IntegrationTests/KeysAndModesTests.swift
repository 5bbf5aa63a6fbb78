import Foundation
import Testing

/// Keys that follow other sources' fields, `modes` and `when_withheld`, through the real binary.
@Suite struct KeysAndModesTests {
  private static let policy = """
    policy: zones
    mode: ${MODE:-shadow}
    for_each: {symbol: positions}
    connections: {redis: "${REDIS_URL}"}
    sources:
      account: {type: redis_hash, key: "zones:account", fields: {zone: {type: text}}}
      positions: {type: redis_scan, keys: "zones:position:{symbol}"}
      load:
        type: redis_hash
        key: zones:load:{account.zone}:{symbol}
        fields: {percent: {type: number}}
        fallback: {absent: [missing]}
    sinks:
      shown: {type: redis_hash, key: "zones:shown:{symbol}", ttl: 5m, when_withheld: delete, fields: {percent: load.percent}}
      orders: {type: redis_hash, key: "zones:orders:{symbol}", ttl: 5m, modes: [enforce], fields: {percent: load.percent}}
    """

  /// Runs with the policy in a file of its own.
  private func run(_ stage: Stage, _ arguments: String..., mode: String = "shadow") async throws -> HostProcess.Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("governor-zones-\(UUID().uuidString).yaml")
    try Self.policy.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await HostProcess.run(
      ["run", file.path, "--once"] + arguments, environment: stage.environment.merging(["MODE": mode]) { $1 })
  }

  @Test func theWholeWay() async throws {
    try await Stage.with { stage, probe in
      try await probe.command("HSET", "zones:account", "zone", "eu")
      for symbol in ["A", "B"] { try await probe.command("HSET", "zones:position:\(symbol)", "x", "1") }
      try await probe.command("HSET", "zones:load:eu:A", "percent", "70")
      try await probe.command("HSET", "zones:load:us:B", "percent", "20")
      try await probe.command("HSET", "zones:shown:B", "percent", "old")
      let dry = try await run(stage, "--dry-run")
      #expect(
        dry.output == "DEL zones:shown:B\nMULTI\nHSET zones:shown:A percent 70.0\nEXPIRE zones:shown:A 300\nEXEC\n", "\(dry.errors)")
      #expect(try await probe.hash("zones:shown:B") == ["percent": "old"])
      let shadow = try await run(stage)
      #expect(shadow.code == 0, "\(shadow.errors)")
      #expect(shadow.errors.contains("written=1") && shadow.errors.contains("deleted=1") && shadow.errors.contains("inactive=orders"))
      #expect(try await probe.hash("zones:shown:A") == ["percent": "70.0"])
      #expect(try await probe.command("EXISTS", "zones:shown:B", "zones:orders:A", "zones:orders:B") == ["0"])
      // The account moves: so do the keys of the same tick.
      try await probe.command("HSET", "zones:account", "zone", "us")
      let enforced = try await run(stage, mode: "enforce")
      #expect(enforced.code == 0 && !enforced.errors.contains("inactive"), "\(enforced.errors)")
      #expect(try await probe.command("EXISTS", "zones:shown:A") == ["0"])
      #expect(try await probe.hash("zones:shown:B") == ["percent": "20.0"])
      #expect(try await probe.hash("zones:orders:B") == ["percent": "20.0"])
    }
  }
}
