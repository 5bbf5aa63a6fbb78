import Foundation
import Glibc
import Sandbox
import Testing

/// A service manager: a datagram socket that keeps what it is told.
private final class ServiceManager {
  let name: String
  private let path: String?
  private let descriptor: Int32
  private var address = sockaddr_un()
  private let length: socklen_t
  private(set) var messages: [[String]] = []

  init(isAbstract: Bool) throws {
    let id = "governor-\(UUID().uuidString)"
    path = isAbstract ? nil : "/tmp/\(id)"
    name = path ?? "@\(id)"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = isAbstract ? [0] + Array(id.utf8) : Array(name.utf8) + [0]
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = socklen_t(2 + bytes.count)
    self.length = length
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, length) }
    }
    try #require(code == 0)
  }

  /// Fills the socket, so that it takes nothing more.
  func fill() {
    let length = length
    let other = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    defer { close(other) }
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        while unsafe sendto(other, "FULL=1", 6, 0, address, length) > 0 {}
      }
    }
  }

  deinit {
    close(descriptor)
    if let path { _ = unsafe unlink(path) }
  }

  /// Takes what has come, and tells how many messages held a line.
  func count(_ line: String) -> Int {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      messages.append(String(decoding: buffer[..<count], as: UTF8.self).components(separatedBy: "\n"))
    }
    return messages.count { $0.contains { $0.hasPrefix(line) } }
  }
}

/// `host run` under a service manager, through the real binary.
@Suite struct SystemdTests {
  private static func environment(_ stage: Stage, _ manager: String) -> [String: String] {
    stage.environment.merging(["BUDGET_COMPUTE_INTERVAL_SEC": "0.2", "NOTIFY_SOCKET": manager, "WATCHDOG_USEC": "300000"]) { $1 }
  }

  @Test(arguments: [true, false]) func tellsWhenItIsReadyAliveReloadingAndStopping(isAbstract: Bool) async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let manager = try ServiceManager(isAbstract: isAbstract)
      let host = try HostProcess(["run", "policies/"], environment: Self.environment(stage, manager.name))
      try await eventually("ready") { manager.count("READY=1") == 1 }
      // Ready is after a tick: a budget stands in Redis.
      #expect(try await probe.hash("quantum:portfolio:budget:BTCUSDT")["budget_usd"] != nil)
      try await eventually("fed") { manager.count("WATCHDOG=1") >= 3 }
      try await eventually("a status") { manager.count("STATUS=p28 shadow: tick ") > 0 }
      host.hangUp()
      try await eventually("reloaded") { manager.count("READY=1") == 2 }
      let reloading = try #require(manager.messages.first { $0.contains("RELOADING=1") })
      let time = try #require(reloading.first { $0.hasPrefix("MONOTONIC_USEC=") }.flatMap { Int($0.dropFirst(15)) })
      #expect(time > 0)
      let fed = manager.count("WATCHDOG=1")
      try await eventually("fed after the change") { manager.count("WATCHDOG=1") > fed + 2 }
      #expect(manager.count("STATUS=not reloaded") == 0)
      host.terminate()
      #expect(try await host.end().code == 0)
      #expect(manager.count("STOPPING=1") == 1)
      let words = manager.messages.flatMap { $0 }
      #expect(words.lastIndex { $0 == "WATCHDOG=1" } ?? 0 < words.lastIndex { $0 == "STOPPING=1" } ?? 0)
    }
  }

  @Test func aRefusedSetIsInTheStatusUntilOneIsTaken() async throws {
    func policy(_ amount: String) -> String { "policy: one\nevery: 200ms\nsinks: {out: {type: console, fields: {amount: \(amount)}}}\n" }
    try await Folder.with(["one.yaml": policy("1")]) { folder in
      let manager = try ServiceManager(isAbstract: true)
      let host = try HostProcess(
        ["run", folder.path, "--listen", "none"], environment: ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "300000"])
      try await eventually("ready") { manager.count("READY=1") == 1 }
      try folder.write("one.yaml", policy("amout"))
      host.hangUp()
      let refused = "STATUS=not reloaded: the new policies are bad, and those that ran go on"
      try await eventually("it stays in the status") { manager.count("\(refused); one shadow: tick ") >= 2 }
      try folder.write("one.yaml", policy("2"))
      host.hangUp()
      try await eventually("it is taken") { manager.count("STATUS=reloaded") == 1 }
      let told = manager.count("STATUS=one shadow: tick ")
      try await eventually("the status is as before") { manager.count("STATUS=one shadow: tick ") > told }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func readyIsSaidAgainWhereNobodyTookIt() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let manager = try ServiceManager(isAbstract: true)
      manager.fill()
      let host = try HostProcess(["run", "policies/"], environment: Self.environment(stage, manager.name))
      try await eventually("some ticks") { host.log.components(separatedBy: " tick ").count > 8 }
      try await eventually("ready") { manager.count("READY=1") == 1 }
      host.terminate()
      #expect(try await host.end().code == 0)
      #expect(manager.count("READY=1") == 1)
    }
  }

  @Test(arguments: ["", "nowhere", "@", "/nonexistent/socket", "vsock:2:1234"])
  func aSocketThatIsNoneStopsNothing(name: String) async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: Self.environment(stage, name))
      try await eventually("a budget is written") { host.log.contains("written=1") }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  /// systemd throws a message away that has more than 4096 bytes, and a sign of life in it too.
  @Test func aHostOfFiveHundredPoliciesIsFed() async throws {
    let sinks = "every: 10s\nsinks: {out: {type: console, fields: {amount: 1}}}\n"
    let names = (1...500).map { "policy-with-a-name-\($0)" }
    try await Folder.with(Dictionary(uniqueKeysWithValues: names.map { ("\($0).yaml", "policy: \($0)\n\(sinks)") })) { folder in
      let manager = try ServiceManager(isAbstract: true)
      let host = try HostProcess(
        ["run", folder.path, "--listen", "none"], environment: ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "900000"])
      try await eventually("ready") { manager.count("READY=1") == 1 }
      let fed = manager.count("WATCHDOG=1")
      try await eventually("fed") { manager.count("WATCHDOG=1") > fed + 2 }
      #expect(manager.count("STATUS=500 policies: 500 written, 0 withheld, 0 failed") > 0)
      host.terminate()
      #expect(try await host.end().code == 0)
      #expect(manager.count("STOPPING=1") == 1)
      for message in manager.messages {
        #expect(message.joined(separator: "\n").utf8.count <= 1100, "\(message)")
        #expect(!message.contains("WATCHDOG=1") || message.count == 1)
      }
    }
  }

  @Test func aWatchdogOfAnotherProcessIsNotFed() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let manager = try ServiceManager(isAbstract: true)
      let settings = ["WATCHDOG_PID": "1"]
      let host = try HostProcess(
        ["run", "policies/p28.yaml"], environment: Self.environment(stage, manager.name).merging(settings) { $1 })
      try await eventually("ready") { manager.count("READY=1") == 1 }
      host.terminate()
      #expect(try await host.end().code == 0)
      #expect(manager.count("WATCHDOG=1") == 0)
    }
  }

  /// Standard error is a file here, as it would be a socket of the journal's; the variable says whether it is the one that the journal reads.
  @Test(arguments: [
    ("run nowhere.yaml", "$(stat -c %d:%i $F)", "<3>error[GV"), ("run nowhere.yaml", "1:2", "error[GV"),
    ("run examples/hello/policy.yaml --once", "$(stat -c %d:%i $F)", "<6>2"),
    ("run examples/hello/policy.yaml --once --log-format json", "$(stat -c %d:%i $F)", "<6>{"),
    ("run examples/hello/policy.yaml --once", "1:2", "2"),
  ]) func theJournalIsToldHowGraveALineIs(words: String, stream: String, beginning: String) async throws {
    let script = "F=$(mktemp) && JOURNAL_STREAM=\(stream) \"$HOST\" \(words) 2>$F >/dev/null; cat $F; rm $F"
    let text = try await HostProcess.shell(script, environment: ["HOST": HostProcess.binary.path]).output
    #expect(text.hasPrefix(beginning), "\(text)")
  }
}
