import Foundation
import Glibc
import TestSupport
import Testing

/// What the real binary sees of files that change, and of files that are none.
@Suite struct WatchTests {
  private static func policy(_ amount: String, name: String = "one") -> String {
    "policy: \(name)\nevery: 200ms\nsinks: {out: {type: console, fields: {amount: \(amount)}}}\n"
  }

  /// Outside the folder that is named, nothing but a policy that does not load points at the base.
  @Test func aBadBaseOutsideTheFolderIsMended() async throws {
    try await Folder.with { folder in
      for name in ["policies", "base"] {
        try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      }
      try folder.write("policies/one.yaml", Self.policy("1"))
      let host = try HostProcess(["run", "\(folder.path)/policies", "--watch", "--listen", "none"])
      try await eventually("it works") { host.shown.contains("amount=1.0") }
      try folder.write("policies/one.yaml", "policy: one\nextends: ../base/new.yaml\n")
      try await eventually("the base is missed") { host.log.contains("not reloaded") }
      try folder.write("base/new.yaml", Self.policy("nonsense", name: "base"))
      try await eventually("its fault is seen") { host.log.components(separatedBy: "not reloaded").count == 3 }
      try folder.write("base/new.yaml", Self.policy("2", name: "base"))
      try await eventually("it is mended") { host.shown.contains("amount=2.0") }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aPipeInTheFolderIsRefusedAndHoldsNothingUp() async throws {
    try await Folder.with(["one.yaml": Self.policy("1")]) { folder in
      let host = try HostProcess(["run", folder.path])
      let port = try await HTTPTests.port(host)
      try #require(unsafe mkfifo("\(folder.path)/two.yaml", 0o600) == 0)
      let answer = try await HTTPTests.ask(port, "POST /reload", ["Content-Length: 0"])
      #expect(answer.status == 422)
      #expect(answer.body.contains("it is a pipe, and no file"))
      host.hangUp()
      try await eventually("it is told") { host.log.components(separatedBy: "not reloaded").count == 3 }
      try folder.remove("two.yaml")
      #expect(try await HTTPTests.ask(port, "POST /reload", ["Content-Length: 0"]).status == 200)
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func aLinkThatLeadsNowhereIsSeenToGo() async throws {
    try await Folder.with(["one.yaml": Self.policy("1")]) { folder in
      let host = try HostProcess(["run", folder.path, "--watch", "--listen", "none"])
      try await eventually("it works") { host.shown.contains("amount=1.0") }
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/two.yaml", withDestinationPath: "nowhere")
      try await eventually("it is refused") { host.log.contains("not reloaded") }
      try folder.remove("two.yaml")
      try await eventually("the folder is good again") { host.log.contains(" reloaded ") }
      host.terminate()
      #expect(try await host.end().code == 0)
    }
  }

  @Test func whatBashHandsOverIsReadOnce() async throws {
    try await Folder.with(["one.yaml": Self.policy("1")]) { folder in
      let command = "\(HostProcess.binary.path) validate <(cat \(folder.path)/one.yaml)"
      #expect(try await HostProcess.shell(command).code == 0)
      let watched = try await HostProcess.run(["run", "/dev/stdin", "--watch"])
      #expect(watched.code == 64)
      #expect(watched.errors.contains("--watch looks at files, and /dev/stdin is none"))
    }
  }
}
