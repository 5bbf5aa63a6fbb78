import Foundation
import Policy
import Sandbox
import TestSupport
import Testing

/// `host run --state-dir` through the real binary, on a real Redis.
@Suite struct StateTests {
  private static let quick = ["BUDGET_COMPUTE_INTERVAL_SEC": "0.2"]
  private static let run = ["run", "policies/p28.yaml"]

  /// A folder for state, gone after the test.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-state-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }

  /// Runs the host until it has written a budget.
  private func runUntilWritten(_ stage: Stage, _ arguments: [String]) async throws -> HostProcess.Result {
    let host = try HostProcess(Self.run + arguments, environment: stage.environment.merging(Self.quick) { $1 })
    try await eventually("a budget is written") { host.log.contains("written=1") }
    host.terminate()
    return try await host.end()
  }

  /// The portfolio state as a producer left it that stopped some seconds ago.
  private func age(_ probe: RedisProbe, by seconds: Double) async throws {
    try await probe.command("HSET", "quantum:state:portfolio", "timestamp", "\(Int(Date().timeIntervalSince1970 - seconds))")
    try await probe.command("DEL", "quantum:portfolio:budget:BTCUSDT")
  }

  @Test func lastKnownGoodOutlivesTheHost() async throws {
    try await Stage.with { stage, probe in
      try await withFolder { folder in
        try await stage.fill(probe, symbols: ["BTCUSDT"])
        let first = try await runUntilWritten(stage, ["--state-dir", folder])
        #expect(first.code == 0, "\(first.errors)")
        try await age(probe, by: 60)
        let second = try await HostProcess.run(Self.run + ["--once", "--state-dir", folder], environment: stage.environment)
        #expect(second.errors.contains("last known good taken from disk"))
        #expect(second.errors.contains("source.portfolio_state=stale>last_known_good"), "\(second.errors)")
        #expect(try await probe.hash("quantum:portfolio:budget:BTCUSDT")["equity_usd"] == "100000.0")
        // Without the folder nothing is known after a restart.
        try await age(probe, by: 60)
        let third = try await HostProcess.run(Self.run + ["--once"], environment: stage.environment)
        #expect(third.errors.contains("source.portfolio_state=stale>withheld"))
        #expect(try await probe.command("EXISTS", "quantum:portfolio:budget:BTCUSDT") == ["0"])
        // What comes from disk is as old as its data, and may be too old.
        let late = try await HostProcess.run(
          Self.run + ["--once", "--state-dir", folder], environment: stage.environment.merging(["MAX_LKG_AGE_SEC": "0.001"]) { $1 })
        #expect(late.errors.contains("source.portfolio_state=stale>withheld"), "\(late.errors)")
        #expect(late.errors.contains("too old"))
        #expect(try await probe.command("EXISTS", "quantum:portfolio:budget:BTCUSDT") == ["0"])
      }
    }
  }

  @Test func aKilledHostHasKeptWhatItKnew() async throws {
    try await Stage.with { stage, probe in
      try await withFolder { folder in
        try await stage.fill(probe, symbols: ["BTCUSDT"])
        let host = try HostProcess(Self.run + ["--state-dir", folder], environment: stage.environment.merging(Self.quick) { $1 })
        try await eventually("state is kept") { FileManager.default.fileExists(atPath: folder + "/p28.state") }
        // A second host is refused while the first runs, and told whose folder it is.
        let second = try await HostProcess.run(Self.run + ["--state-dir", folder], environment: stage.environment)
        #expect(second.code == 69)
        #expect(second.errors.contains("error[GV0411]: another host keeps its state in"))
        host.kill()
        _ = try await host.end()
        try await age(probe, by: 60)
        let third = try await HostProcess.run(Self.run + ["--once", "--state-dir", folder], environment: stage.environment)
        #expect(third.errors.contains("source.portfolio_state=stale>last_known_good"), "\(third.errors)")
      }
    }
  }

  /// It leaves after the host has looked what is to be kept, or before.
  @Test(arguments: [true, false]) func aPolicyThatComesBackGoesOnWithWhatItKnew(isKept: Bool) async throws {
    try await Stage.with { stage, probe in
      try await withFolder { state in
        let one = """
          policy: one
          every: 200ms
          connections: {redis: "\(stage.server.tcpURL)/0"}
          sources:
            main:
              type: redis_hash
              key: "load"
              fields: {load: {type: number}, at: {type: time}}
              as_of: at
              stale_after: 30s
              fallback: [last_known_good: 15m, withhold]
          sinks: {out: {type: console, fields: {load: main.load}}}
          """
        let two = "policy: two\nevery: 200ms\nsinks: {out: {type: console, fields: {amount: 1}}}\n"
        try await Folder.with(["one.yaml": one, "two.yaml": two]) { folder in
          try await probe.command("HSET", "load", "load", "7", "at", "\(Int(Date().timeIntervalSince1970))")
          let host = try HostProcess(["run", folder.path, "--listen", "none", "--state-dir", state])
          let path = state + "/one.state"
          try await eventually("state is kept") { isKept ? FileManager.default.fileExists(atPath: path) : host.ticks("one") > 0 }
          try folder.remove("one.yaml")
          host.hangUp()
          try await eventually("one is gone") { host.log.components(separatedBy: " reloaded ").count == 2 }
          let file = try Data(contentsOf: URL(fileURLWithPath: path))
          let age = Int(Date().timeIntervalSince1970 - 60)
          try await probe.command("HSET", "load", "load", "8", "at", "\(age)")
          #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == file)
          let ticks = host.ticks("one")
          try folder.write("one.yaml", one)
          host.hangUp()
          try await eventually("one is back") { host.ticks("one") > ticks + 1 }
          host.terminate()
          let result = try await host.end()
          #expect(result.errors.contains("last known good taken from disk"), "\(result.errors)")
          #expect(result.errors.contains("source.main=stale>last_known_good"))
          #expect(!result.errors.contains("source.main=stale>withheld"))
          #expect(result.output.contains("load=7.0") && !result.output.contains("load=8.0"))
        }
      }
    }
  }

  @Test func filesThatCannotBeUsedAreToldAndNotUsed() async throws {
    try await Stage.with { stage, probe in
      try await withFolder { folder in
        try await stage.fill(probe, symbols: ["BTCUSDT"])
        _ = try await HostProcess.run(Self.run + ["--once", "--state-dir", folder], environment: stage.environment)
        let file = URL(fileURLWithPath: folder + "/p28.state")
        let good = try Data(contentsOf: file)
        try await age(probe, by: 60)
        var newer = good
        newer[newer.startIndex + 8] = 9
        let other = Data(MemoryBytes.file(of: "other", at: Date().timeIntervalSince1970))
        let ahead = Data(MemoryBytes.file(of: "p28", at: Date().timeIntervalSince1970 + 3600))
        let cases: [(Data, String, isKept: Bool)] = [
          (good.dropLast(9), "it is cut short or damaged", false), (Data("{}\n".utf8), "it is no state of a host", true),
          (newer, "it has format 9", true), (other, "it holds the state of the policy `other`", false),
          (ahead, "from now: is a clock wrong?", false),
        ]
        for (data, words, isKept) in cases {
          try data.write(to: file)
          let result = try await HostProcess.run(Self.run + ["--once", "--state-dir", folder], environment: stage.environment)
          #expect(result.code == 0)
          #expect(result.errors.contains(words) && result.errors.contains("p28.state"), "\(words): \(result.errors)")
          #expect(result.errors.contains("source.portfolio_state=stale>withheld"), "\(words)")
          #expect(try (Data(contentsOf: file) == data) == isKept, "\(words)")
        }
        // A dry run reads, and changes nothing.
        try good.write(to: file)
        let dry = try await HostProcess.run(Self.run + ["--once", "--dry-run", "--state-dir", folder], environment: stage.environment)
        #expect(dry.errors.contains("stale>last_known_good"))
        #expect(try Data(contentsOf: file) == good)
      }
    }
  }

  @Test func aFolderThatCannotBeWrittenIsToldAndStopsNothing() async throws {
    try await Stage.with { stage, probe in
      try await withFolder { folder in
        try await stage.fill(probe, symbols: ["BTCUSDT"])
        // Root may write where nobody may: a folder in the place of the draft stands for a full disk.
        try FileManager.default.createDirectory(atPath: folder + "/p28.state.new", withIntermediateDirectories: true)
        let result = try await runUntilWritten(stage, ["--state-dir", folder])
        #expect(result.code == 0)
        #expect(result.errors.contains("last known good cannot be kept on disk: cannot write"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/p28.state"))
        let host = try HostProcess(Self.run + ["--state-dir", folder], environment: stage.environment.merging(Self.quick) { $1 })
        let port = try await HTTPTests.port(host)
        try await eventually("metrics tell it too") {
          let page = try await HTTPTests.ask(port, "GET /metrics").body
          return page.contains("\ngovernor_state_unkept_policies 1\n")
            && page.contains("\ngovernor_state_writes_total{result=\"success\"} 0\n")
        }
        try FileManager.default.removeItem(atPath: folder + "/p28.state.new")
        try await eventually("it is over") {
          try await HTTPTests.ask(port, "GET /metrics").body.contains("\ngovernor_state_unkept_policies 0\n")
        }
        #expect(FileManager.default.fileExists(atPath: folder + "/p28.state"))
        host.terminate()
        #expect(try await host.end().errors.contains("last known good is kept on disk again"))
        let nowhere = try await HostProcess.run(Self.run + ["--state-dir", folder + "/a/b"], environment: stage.environment)
        #expect(nowhere.code == 69)
        #expect(nowhere.errors.contains("error[GV0412]"))
      }
    }
  }
}

/// Files of state of one's own making, by the format that is documented in docs/decisions.
private enum MemoryBytes {
  static func file(of policy: String, at time: Double) -> [UInt8] {
    let body = number(UInt32(policy.utf8.count)) + Array(policy.utf8) + number(UInt32(0))
    let head = Array("GOVSTATE".utf8) + number(UInt16(1)) + number(time.bitPattern) + number(UInt64(body.count)) + body
    return head + number(Fingerprint.of(head))
  }

  private static func number(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
