import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// `host run` of a folder: every policy in one process, on a real Redis.
@Suite struct ManyPoliciesTests {
  private static let quick = ["BUDGET_COMPUTE_INTERVAL_SEC": "0.2"]

  @Test func aShadowTellsOnlyWhatIsWorseForItThanForItsPrimary() async throws {
    let one = """
      policy: one
      every: 200ms
      sources:
        heat: {type: prometheus, url: "http://127.0.0.1:1/metrics", metrics: {x: {name: heat}}, fallback: [default: {x: 1}]}
      sinks: {out: {type: console, fields: {x: heat.x}}}
      """
    let files = [
      "one.yaml": one, "same.yaml": "policy: same\nextends: one.yaml\nshadow_of: one\n",
      "strict.yaml": "policy: strict\nextends: one.yaml\nshadow_of: one\nsources: {heat: {fallback: [withhold]}}\n",
    ]
    try await Folder.with(files) { folder in
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      try await eventually("all tick") { ["one", "same", "strict"].allSatisfy { host.ticks($0) > 3 } }
      host.terminate()
      let log = try await host.end().errors
      let warnings = log.split(separator: "\n").filter { $0.contains(" warning ") }
      #expect(warnings.count == 2, "\(warnings)")
      #expect(warnings.contains { $0.contains("heat: the policy's default stands for it policy=one") })
      #expect(warnings.contains { $0.contains("heat: nothing that needs it is written policy=strict") })
      #expect(!log.contains("well again"))
    }
  }

  @Test func theSameKeyOrPageIsReadOnceWhoeverWantsIt() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"])
      // Beside the shadows a policy of its own that wants other fields of the same hashes, and another metric of the same page.
      let other = """
        policy: other
        every: 10s
        for_each: {symbol: open}
        connections: {redis: "\(stage.server.tcpURL)/0"}
        sources:
          state: {type: redis_hash, key: "quantum:state:portfolio", fields: {drawdown: {type: number}}}
          open: {type: redis_scan, keys: "quantum:position:snapshot:{symbol}", fields: {symbol: {type: text}}}
          page: {type: prometheus, url: "\(stage.metricsURL)", metrics: {heat: {name: portfolio_heat_composite_normalized}}}
        sinks: {out: {type: redis_hash, key: "other:{symbol}", ttl: 60s, fields: {loss: state.drawdown, heat: page.heat, name: open.symbol}}}
        """
      try await Folder.with(["other.yaml": other]) { folder in
        let monitor = try HostProcess(
          ["-p", "\(stage.server.port)", "MONITOR"], executable: URL(fileURLWithPath: "/usr/bin/redis-cli"))
        try await eventually("redis-cli watches") { monitor.shown.hasPrefix("OK") }
        let pages = stage.heat.reads
        let host = try await HostProcess.run(["run", "policies", folder.path, "--once"], environment: stage.environment)
        #expect(host.code == 0, "\(host.errors)")
        try await probe.command("PING", "the end")
        try await eventually("redis-cli has seen all") { monitor.shown.contains("the end") }
        // It minds no other signal.
        monitor.kill()
        _ = try await monitor.end()
        let commands = monitor.shown.split(separator: "\n").map(Command.init)
        let reads = commands.filter { ["HMGET", "HGETALL", "HGET"].contains($0.name) }
        #expect(reads.count { $0.key == "quantum:state:portfolio" } == 1)
        #expect(Set(reads.map(\.key)).count == reads.count, "a key was read twice: \(reads.map(\.key))")
        #expect(reads.count == 6, "state, cluster, two positions, two markets: \(reads.map(\.key))")
        #expect(commands.count { $0.name == "SCAN" } == 1)
        #expect(stage.heat.reads == pages + 1)
        let written = try await probe.command("KEYS", "*BTCUSDT").sorted()
        #expect(
          written == [
            "other:BTCUSDT", "p28-cautious:quantum:portfolio:budget:BTCUSDT", "p28-half:quantum:portfolio:budget:BTCUSDT",
            "quantum:portfolio:budget:BTCUSDT", "quantum:position:snapshot:BTCUSDT", "quantum:state:market:BTCUSDT",
          ])
      }
    }
  }

  @Test func aPolicyThatHangsDelaysNoOther() async throws {
    let deaf = try RawServer { _, connection in connection.awaitClose() }
    defer { deaf.stop() }
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let slow = """
        policy: slow
        every: 200ms
        sources: {page: {type: prometheus, url: "http://127.0.0.1:\(deaf.port)/metrics", timeout: 50s, metrics: {x: {name: x}}}}
        sinks: {out: {type: console, fields: {x: page.x}}}
        """
      try await Folder.with(["slow.yaml": slow]) { folder in
        let host = try HostProcess(
          ["run", "policies/p28.yaml", folder.path, "--listen", "none"], environment: stage.environment.merging(Self.quick) { $1 })
        try await eventually("p28 goes on") { host.ticks("p28") >= 15 }
        #expect(host.ticks("slow") == 0)
        host.terminate()
        try await eventually("it tells for whom it waits") { host.log.contains("waits_for_the_tick_of") }
        // Who says it again does not want to wait.
        try await eventually("the second word is heard") {
          host.terminate()
          return host.log.contains("told to end a second time")
        }
        #expect(try await host.end().code == 128 + SIGTERM)
      }
    }
  }

  @Test func aBadPolicyAmongGoodOnesKeepsTheHostFromStarting() async throws {
    try await Folder.with([
      "good.yaml": "policy: good\nsinks: {out: {type: console, fields: {at: now}}}\n",
      "bad.yaml": "policy: bad\nsinks: {out: {type: consle, fields: {at: now}}}\n",
    ]) { folder in
      let result = try await HostProcess.run(["run", folder.path, "--once"])
      #expect(result.code == 78)
      #expect(result.output.isEmpty, "nothing is written")
      #expect(result.errors.contains("did you mean `console`?"))
    }
  }

  @Test func twoPoliciesOfOneKeyAreRefused() async throws {
    try await Folder.with(["copy.yaml": "policy: copy\nextends: \(HostProcess.root.path)/policies/p28.yaml\n"]) { folder in
      let result = try await HostProcess.run(["run", "policies/p28.yaml", folder.path, "--once"])
      #expect(result.code == 78)
      #expect(result.errors.contains("can write the same key"), "\(result.errors)")
    }
  }
}

/// A line of MONITOR: `1700000000.000000 [0 127.0.0.1:50000] "HMGET" "key" "field"`.
private struct Command {
  let name: String
  let key: String

  init(_ line: Substring) {
    let words = line.split(separator: "\"", omittingEmptySubsequences: false)
    name = words.count > 1 ? words[1].uppercased() : ""
    key = words.count > 3 ? String(words[3]) : ""
  }
}

extension HostProcess {
  /// How many ticks of a policy are logged.
  func ticks(_ policy: String) -> Int {
    log.split(separator: "\n").count { $0.contains(" tick ") && $0.contains("policy=\(policy) ") }
  }
}
