import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// A log that cannot be written or is not read keeps the host from nothing.
@Suite struct LogTests {
  // Injection is told with a warning as soon as the policy is loaded.
  private static let fast = ["BUDGET_COMPUTE_INTERVAL_SEC": "0.1", "P28_TEST_MODE": "1", "HOST": HostProcess.binary.path]
  private static let budget = "quantum:portfolio:budget:BTCUSDT"

  /// Starts the host by a script that has set up its standard error.
  private static func start(_ script: String, _ stage: Stage, _ more: [String: String] = [:]) throws -> HostProcess {
    let environment = stage.environment.merging(fast) { $1 }.merging(more) { $1 }
    return try HostProcess(["--norc", "-c", script], environment: environment, executable: URL(fileURLWithPath: "/bin/bash"))
  }

  /// Waits for budgets that are written again and again.
  private static func ticksGoOn(_ probe: RedisProbe) async throws {
    for _ in 0..<3 {
      try await eventually("a budget is written") { try await probe.command("EXISTS", budget) == ["1"] }
      try await probe.command("DEL", budget)
    }
  }

  /// A way to a standard error that takes nothing: a full disk, a closed one, a pipe whose reader is gone, and a pipe that nobody reads.
  static let ways = [
    "exec \"$HOST\" run policies/p28.yaml 2>/dev/full",
    "exec \"$HOST\" run policies/p28.yaml 2>&-",
    "exec \"$HOST\" run policies/p28.yaml <&- >&- 2>&-",
    "F=$(mktemp -u) && mkfifo $F && exec 3<>$F 4>$F 3>&- && rm $F && exec \"$HOST\" run policies/p28.yaml 2>&4 4>&-",
    "F=$(mktemp -u) && mkfifo $F && exec 3<>$F && rm $F && head -c 65536 /dev/zero >&3 && exec \"$HOST\" run policies/p28.yaml 2>&3",
  ]

  @Test(arguments: ways) func budgetsGoOnBeingWritten(way: String) async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try Self.start(way, stage)
      try await Self.ticksGoOn(probe)
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aDryRunThatNobodyReadsEndsWhenItIsTold() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try Self.start(
        "F=$(mktemp -u) && mkfifo $F && exec 3<>$F && rm $F && head -c 65536 /dev/zero >&3 && exec \"$HOST\" run policies/p28.yaml --dry-run >&3",
        stage)
      try await eventually("some ticks") { host.log.components(separatedBy: " tick ").count > 3 }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func whatIsLostIsCountedInAMetric() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let port = try Loopback.freePort()
      let host = try Self.start("exec \"$HOST\" run policies/p28.yaml 2>/dev/full", stage, ["PORT": "\(port)"])
      try await Self.ticksGoOn(probe)
      let page = try await HTTPTests.ask(port, "GET /metrics").body.split(separator: "\n")
      let line = try #require(page.first { $0.hasPrefix("governor_log_lines_lost_total ") })
      #expect(line.split(separator: " ").last.flatMap { Int($0) } ?? 0 > 3)
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aReaderThatComesLateFindsAllThatWasLogged() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      try await Folder.with { folder in
        let host = try Self.start(
          "mkfifo \"$PIPE\" && exec 3<>\"$PIPE\" && head -c 65536 /dev/zero >&3 && exec \"$HOST\" run policies/p28.yaml 2>&3", stage,
          ["PIPE": "\(folder.path)/pipe"])
        try await Self.ticksGoOn(probe)
        let reader = unsafe open("\(folder.path)/pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(reader >= 0)
        defer { close(reader) }
        var text = ""
        func take() -> String {
          var buffer = [UInt8](repeating: 0, count: 65_536)
          while case let count = unsafe read(reader, &buffer, buffer.count), count > 0 {
            text += String(decoding: buffer[..<count].drop { $0 == 0 }, as: UTF8.self)
          }
          return text
        }
        try await eventually("some ticks are read") { take().components(separatedBy: " tick ").count > 4 }
        host.terminate()
        #expect(try await host.end().code == 0)
        let words = take().split(separator: "\n").map { $0.split(separator: " ").dropFirst(2).first ?? "" }
        #expect(words.dropFirst().prefix(2) == ["listening", "started"], "behind the warning")
        // A tick in hand may end behind the first of the two.
        #expect(words.contains("stopping") && words.last == "stopped")
      }
    }
  }

  @Test(arguments: ["--once >/dev/full", "--once >&-", "--once --dry-run >/dev/full", "--once --dry-run >&-"])
  func whatCannotBePrintedIsAFailure(words: String) async throws {
    let result = try await HostProcess.shell("\"$HOST\" run examples/hello/policy.yaml \(words)", environment: Self.fast)
    #expect(result.code == 1)
    #expect(result.errors.contains(" tick "))
  }

  @Test(arguments: [
    ("run examples/hello/policy.yaml --once 2>/dev/full", 0), ("validate policies/p28.yaml >&- 2>&-", 0),
    ("run Tests/nowhere.yaml 2>/dev/full", 78), ("run Tests/nowhere.yaml 2>&-", 78), ("nonsense 2>/dev/full", 64), ("run 2>&-", 64),
  ]) func commandsEndAsTheyWould(words: String, code: Int32) async throws {
    #expect(try await HostProcess.shell("\"$HOST\" \(words)", environment: Self.fast).code == code)
  }
}
