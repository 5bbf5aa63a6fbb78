import Foundation
import Sandbox
import Testing

/// The commands as a shell sees them.
@Suite struct CommandLineTests {
  @Test func aGoodPolicyValidates() async throws {
    let result = try await HostProcess.run(["validate", "policies/p28.yaml", "examples/hello/policy.yaml"])
    #expect(result.code == 0)
    #expect(result.output.contains("policies/p28.yaml: good"))
  }

  @Test func aBadPolicyShowsEveryFaultWithItsPlace() async throws {
    let path = try Self.write("policy: bad\nevery: 10\nsinks:\n  out: {type: console, fields: {x: nowhere}}\n  out2: {type: consle}\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = try await HostProcess.run(["validate", path])
    #expect(result.code == 1)
    for place in [":2:8", ":4:36", ":5:16"] { #expect(result.output.contains(path + place), "\(result.output)") }
    #expect(result.output.contains("^"))
  }

  @Test func aFileThatIsNotThereEndsWithTwo() async throws {
    let result = try await HostProcess.run(["validate", "policies/nowhere.yaml"])
    #expect(result.code == 2)
    #expect(result.output.contains("policies/nowhere.yaml"))
  }

  @Test func aWrongCommandLineEndsWithSixtyFour() async throws {
    #expect(try await HostProcess.run(["validate"]).code == 64)
    #expect(try await HostProcess.run(["run", "policies/p28.yaml", "--nonsense"]).code == 64)
  }

  @Test func aBadPolicyEndsWithSeventyEightBeforeAnythingIsContacted() async throws {
    let path = try Self.write("policy: bad\nsinks: {out: {type: console, fields: {x: nowhere}}}\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = try await HostProcess.run(["run", path, "--once"])
    #expect(result.code == 78)
    #expect(result.errors.contains("GV0202"))
  }

  @Test func aNoteDoesNotBuryWhyTheHostDoesNotStart() async throws {
    let result = try await HostProcess.run(["run", "policies/p28.yaml", "policies/nowhere.yaml"])
    #expect(result.code == 78)
    #expect(result.errors.contains("policies/nowhere.yaml") && !result.errors.contains("note["), "\(result.errors)")
  }

  @Test func theHelloExampleNeedsNoServer() async throws {
    let result = try await HostProcess.run(["run", "examples/hello/policy.yaml", "--once"])
    #expect(result.code == 0)
    #expect(result.output == "symbol=BTCUSDT budget=1400.0\nsymbol=ETHUSDT budget=399.9999999999999\n")
  }

  @Test func theDemoEndsByItselfAndLeavesNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try await HostProcess.run(
      ["demo", "policies/p28.yaml", "--ticks", "2"], environment: ["BUDGET_COMPUTE_INTERVAL_SEC": "0.2", "TMPDIR": folder.path])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("tick 2 "))
    #expect(result.output.contains("budget_usd"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  private static func write(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString).yaml").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
