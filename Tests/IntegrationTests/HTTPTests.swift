import Foundation
import Sandbox
import TestSupport
import Testing

/// What the real binary answers over HTTP.
@Suite struct HTTPTests {
  private static let policy = "examples/hello/policy.yaml"

  /// The port that a host says it listens on.
  static func port(_ host: HostProcess) async throws -> Int {
    func found() -> Int? {
      let line = host.log.split(separator: "\n").first { $0.contains(" listening ") }
      return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
    }
    try await eventually("the host listens: \(host.log)") { found() != nil }
    return try #require(found())
  }

  static func ask(_ port: Int, _ request: String, _ headers: [String] = []) async throws -> RawClient.Response {
    let lines = ["\(request) HTTP/1.1", "Host: localhost", "Connection: close"] + headers + ["", ""]
    return try await RawClient(port: port).ask(lines.joined(separator: "\r\n"))
  }

  static func json(_ response: RawClient.Response) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(response.body.utf8)) as? [String: Any])
  }

  @Test func aHostAnswersUntilItIsToldToStop() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let host = try HostProcess(["run", "policies/p28.yaml"], environment: stage.environment)
      let port = try await Self.port(host)
      try await eventually("it is ready") { try await Self.ask(port, "GET /ready").status == 200 }
      let told = try Self.json(try await Self.ask(port, "GET /policies/p28/entities/BTCUSDT"))
      #expect((told["entity"] as? [String: String])?["name"] == "BTCUSDT")
      let metrics = try await Self.ask(port, "GET /metrics")
      #expect(metrics.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
      #expect(metrics.body.contains("p28_budget_value_usd{symbol=\"BTCUSDT\"}"))
      #expect(metrics.body.contains("governor_ticks_total"))
      let check = try await Self.ask(port, "POST /policies/p28/checks/budget?symbol=BTCUSDT&position_notional=1e9")
      #expect(try Self.json(check)["violation"] as? Bool == true)
      stage.server.kill()
      try await eventually("it is not ready any more") { try await Self.ask(port, "GET /ready").status == 503 }
      #expect(try await Self.ask(port, "GET /live").status == 200)
      let idle = try RawClient(port: port)
      #expect(try await idle.ask("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200)
      host.terminate()
      #expect(try await host.end().code == 0)
      try await idle.awaitClose()
    }
  }

  @Test func aPortThatIsTakenEndsItBeforeAnythingIsWritten() async throws {
    let first = try HostProcess(["run", Self.policy])
    let port = try await Self.port(first)
    let second = try await HostProcess.run(["run", Self.policy], environment: ["PORT": "\(port)"])
    #expect(second.code == 69)
    #expect(second.output.isEmpty)
    #expect(second.errors.contains("cannot listen on 127.0.0.1:\(port): another process listens there"))
    first.terminate()
    #expect(try await first.end().code == 0)
  }

  @Test(arguments: [
    (["--listen", "0.0.0.0:0"], "--http-token-file", Int32(78)), (["--listen", "example.org:1"], "--listen", 64),
    (["--http-token-file", "/nowhere/token"], "cannot be read", 78), (["--http-token-file", "/dev/null"], "it is empty", 78),
  ])
  func whatWouldNotBeSafeIsRefused(arguments: [String], words: String, code: Int32) async throws {
    let result = try await HostProcess.run(["run", Self.policy] + arguments)
    #expect(result.code == code)
    #expect(result.errors.contains(words))
    #expect(result.output.isEmpty)
  }

  @Test func aPortOfTheEnvironmentThatIsNoneIsRefused() async throws {
    let result = try await HostProcess.run(["run", Self.policy], environment: ["PORT": "http"])
    #expect(result.code == 78)
    #expect(result.errors.contains("PORT"))
  }

  @Test func otherMachinesNeedTheToken() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("governor-token-\(UUID().uuidString)")
    try Data("0123456789abcdef\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    let host = try HostProcess(["run", Self.policy, "--listen", "0.0.0.0:0", "--http-token-file", file.path])
    let port = try await Self.port(host)
    #expect(host.log.contains("other users may read the token"))
    #expect(try await Self.ask(port, "GET /live").status == 200)
    #expect(try await Self.ask(port, "GET /policies").status == 401)
    #expect(try await Self.ask(port, "GET /policies", ["Authorization: Bearer 0123456789abcdef"]).status == 200)
    #expect(!host.log.contains("0123456789abcdef"))
    host.terminate()
    #expect(try await host.end().code == 0)
  }

  @Test func aReloadTellsWhatIsWrongAndChangesNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-reload-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("policy.yaml")
    let text = try String(contentsOf: HostProcess.root.appendingPathComponent(Self.policy), encoding: .utf8)
    try Data(text.utf8).write(to: file)
    let host = try HostProcess(["run", file.path])
    let port = try await Self.port(host)
    try Data((text + "\nnonsense: 1\n").utf8).write(to: file)
    let bad = try await Self.ask(port, "POST /reload", ["Content-Length: 0"])
    #expect(bad.status == 422)
    #expect((try Self.json(bad)["findings"] as? [[String: Any]])?.isEmpty == false)
    try Data(text.utf8).write(to: file)
    #expect(try await Self.ask(port, "POST /reload", ["Content-Length: 0"]).status == 200)
    host.terminate()
    #expect(try await host.end().code == 0)
  }
}
