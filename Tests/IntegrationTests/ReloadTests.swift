import Foundation
import Sandbox
import Testing

/// Policies that change while the host runs.
@Suite struct ReloadTests {
  private static func policy(_ amount: String, name: String = "one") -> String {
    "policy: \(name)\nevery: 200ms\nsinks: {out: {type: console, fields: {amount: \(amount)}}}\n"
  }

  @Test func aSignalPutsTheNewSetInThePlaceOfTheOld() async throws {
    try await Folder.with(["one.yaml": Self.policy("1")]) { folder in
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      try await eventually("the first works") { host.shown.contains("amount=1.0") }
      try folder.write("one.yaml", Self.policy("2"))
      try folder.write("two.yaml", Self.policy("22", name: "two"))
      host.hangUp()
      try await eventually("the new ones work") { host.shown.contains("amount=2.0") && host.shown.contains("amount=22.0") }
      try await eventually("it is told") { host.log.contains(" reloaded ") }
      try folder.remove("two.yaml")
      host.hangUp()
      try await eventually("one is gone") { host.log.components(separatedBy: " reloaded ").count == 3 }
      let ticks = host.ticks("two")
      let others = host.ticks("one")
      try await eventually("the other goes on") { host.ticks("one") > others + 3 }
      #expect(host.ticks("two") <= ticks + 1, "a tick under way may end")
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aShadowThatIsLeftAloneIsTold() async throws {
    let shadow = "policy: two\nextends: base/one.yaml\nshadow_of: one\n"
    try await Folder.with { folder in
      try FileManager.default.createDirectory(atPath: "\(folder.path)/base", withIntermediateDirectories: true)
      try folder.write("base/one.yaml", Self.policy("1"))
      try folder.write("one.yaml", Self.policy("1"))
      try folder.write("two.yaml", shadow)
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      try await eventually("both tick") { host.ticks("two") > 1 }
      let words = "the primary of a shadow does not run here"
      #expect(!host.log.contains(words))
      try folder.remove("one.yaml")
      host.hangUp()
      try await eventually("it is told") { host.log.contains(words) }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aBadSetChangesNothingAndSaysSo() async throws {
    try await Folder.with(["one.yaml": Self.policy("1")]) { folder in
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      try await eventually("it works") { host.shown.contains("amount=1.0") }
      try folder.write("one.yaml", Self.policy("amout"))
      host.hangUp()
      try await eventually("it is refused") { host.log.contains("not reloaded") }
      #expect(host.log.contains("GV0202") || host.log.contains("amout"), "the finding is told: \(host.log)")
      let ticks = host.ticks("one")
      try await eventually("the old one goes on") { host.ticks("one") > ticks + 3 }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aChangeOfASecretIsAChange() async throws {
    func policy(_ database: Int, _ password: String) -> String {
      """
      policy: one
      every: 1h
      connections: {redis: "unix:///nowhere/redis.sock?db=\(database)&password=\(password)"}
      sources: {main: {type: redis_hash, key: k, fields: {x: {type: number}}}}
      sinks: {out: {type: console, fields: {x: main.x}}}
      """
    }
    try await Folder.with(["one.yaml": policy(1, "hunter2")]) { folder in
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      try await eventually("it ticks") { host.ticks("one") == 1 }
      for (number, text) in [policy(1, "hunter3"), policy(2, "hunter3")].enumerated() {
        try folder.write("one.yaml", text)
        host.hangUp()
        try await eventually("it is told") { host.log.components(separatedBy: " changed=one ").count == number + 2 }
        try await eventually("it ticks at once") { host.ticks("one") == number + 2 }
      }
      host.terminate()
      let result = try await host.end()
      #expect(result.code == 0 && !result.errors.contains("hunter"), "\(result.errors)")
      #expect(result.errors.contains(" connection.redis=\"unix:///nowhere/redis.sock?db=1&***\" "), "\(result.errors)")
    }
  }

  @Test func watchSeesAFileThatChanged() async throws {
    try await Folder.with(["base.yaml": Self.policy("1", name: "base"), "one.yaml": "policy: one\nextends: base.yaml\n"]) { folder in
      let host = try HostProcess(["run", "\(folder.path)/one.yaml", "--watch", "--listen", "none"])
      try await eventually("it works") { host.shown.contains("amount=1.0") }
      // Also what a policy extends is watched.
      try folder.write("base.yaml", Self.policy("2", name: "base"))
      try await eventually("the change is seen") { host.shown.contains("amount=2.0") }
      try folder.write("base.yaml", Self.policy("nonsense", name: "base"))
      try await eventually("the fault is seen") { host.log.contains("not reloaded") }
      try folder.write("base.yaml", Self.policy("3", name: "base"))
      try await eventually("it is mended") { host.shown.contains("amount=3.0") }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aHundredReloadsUnderLoadLoseNoTick() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: (1...200).map { "S\($0)USDT" })
      let host = try HostProcess(
        ["run", "policies", "--listen", "none"], environment: stage.environment.merging(["BUDGET_COMPUTE_INTERVAL_SEC": "4"]) { $1 })
      try await eventually("it works") { host.log.contains("written=200") }
      for reload in 1...100 {
        host.hangUp()
        try await eventually("reload \(reload)") { host.log.components(separatedBy: " reloaded ").count > reload }
      }
      let ticks = host.ticks("p28")
      try await eventually("it goes on") { host.ticks("p28") > ticks + 2 }
      host.terminate()
      #expect(try await host.end().code == 0)
      let lines = host.log.split(separator: "\n").filter { $0.contains(" tick ") && $0.contains("policy=p28 ") }
      let format = ISO8601DateFormatter()
      format.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
      let times = try lines.map { line in try #require(format.date(from: String(line.prefix { $0 != " " }))) }
      // A tick that is lost leaves a gap of two intervals.
      for (one, next) in zip(times, times.dropFirst()) { #expect(next.timeIntervalSince(one) < 7, "after \(one)") }
      #expect(lines.allSatisfy { $0.contains("written=200") && $0.contains("failed=0") }, "\(host.log.suffix(2000))")
      #expect(!host.log.contains(" warning redis "), "\(host.log.suffix(2000))")
    }
  }
}
