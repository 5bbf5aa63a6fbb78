import Foundation
import Testing

/// Warnings as a shell and a log see them.
@Suite struct WarningTests {
  private static let policy = """
    policy: risky
    every: 10s
    risk: {budget: higher}
    sources:
      heat:
        type: prometheus
        url: http://127.0.0.1:1/metrics
        metrics: {level: {name: heat, range: [0, 1]}}
        fallback: [{default: {level: 0}}]
    values: {budget: 1000 * (1 - heat.level)}
    sinks: {out: {type: console, fields: {budget: budget}}}

    """

  @Test func p28IsQuietAndSaysWhatItAccepts() async throws {
    let result = try await HostProcess.run(["validate", "policies/p28.yaml"])
    #expect(result.code == 0)
    #expect(!result.output.contains("warning[") && result.output.contains("2 warnings accepted (GV0301)"), "\(result.output)")
    #expect(result.output.contains("20m10s"))
  }

  @Test func aRiskyFallbackIsShownAndLogged() async throws {
    let path = try Self.write(Self.policy)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let shown = try await HostProcess.run(["validate", path])
    #expect(shown.code == 0)
    #expect(shown.output.contains("warning[GV0301]") && shown.output.contains("\(path):9:34"), "\(shown.output)")
    let run = try await HostProcess.run(["run", path, "--once"])
    #expect(run.code == 0)
    #expect(run.output == "budget=1000.0\n")
    #expect(run.errors.contains("GV0301") && run.errors.contains("raises `budget`"), "\(run.errors)")
  }

  @Test func whatIsAcceptedIsSilent() async throws {
    let path = try Self.write(Self.policy.replacingOccurrences(of: "{level: 0}}]", with: "{level: 0}, accept: {GV0301: calm}}]"))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let shown = try await HostProcess.run(["validate", path])
    #expect(shown.code == 0 && !shown.output.contains("warning["), "\(shown.output)")
    #expect(!(try await HostProcess.run(["run", path, "--once"])).errors.contains("GV0301"))
  }

  private static func write(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString).yaml").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
