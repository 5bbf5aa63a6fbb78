import Foundation
import Testing

/// `host test` as a shell sees it.
@Suite struct TestCommandTests {
  @Test func theTestsOfP28TakeEveryBranch() async throws {
    // A test sees no variable of the shell: with this one every budget would be another.
    let result = try await HostProcess.run(
      ["test", "policies/tests", "--coverage", "--min-coverage", "100"], environment: ["BASE_RISK_PCT": "0.5"])
    #expect(result.code == 0, "\(result.output)")
    #expect(result.output.contains("ok: policies/tests/p28_test.yaml: the ten fields of a budget\n"))
    #expect(result.output.contains("coverage: policies/p28.yaml: 100 %"))
    #expect(result.output.contains(" passed, 0 failed\n"))
  }

  @Test func aFailureShowsItsPlaceAndEndsWithOne() async throws {
    let folder = try Folder()
    try folder.write("policy.yaml", Self.policy)
    try folder.write("a_test.yaml", Self.test("7"))
    let report = folder.path("out.xml")
    let result = try await HostProcess.run(["test", folder.path, "--coverage", "--min-coverage", "90", "--junit", report])
    #expect(result.code == 1)
    #expect(result.output.contains("FAILED: \(folder.path("a_test.yaml")): it doubles"))
    #expect(result.output.contains("error[GV0501]: `y` is 8.0; expected is 7\n  --> \(folder.path("a_test.yaml")):4:41"))
    #expect(result.output.contains("\(folder.path("policy.yaml")):4:34: no test takes `? :`: the condition does not hold"))
    #expect(result.output.contains("0 passed, 1 failed\n"))
    let xml = try String(contentsOfFile: report, encoding: .utf8)
    #expect(xml.contains("<testsuites name=\"host test\" tests=\"1\" failures=\"1\" errors=\"0\">"))
    #expect(xml.contains("4:41: `y` is 8.0; expected is 7\" type=\"GV0501\">"))
  }

  @Test func coverageBelowTheLeastFails() async throws {
    let folder = try Folder()
    try folder.write("policy.yaml", Self.policy)
    try folder.write("a_test.yaml", Self.test("8"))
    #expect(try await HostProcess.run(["test", folder.path, "--min-coverage", "50"]).code == 0)
    let result = try await HostProcess.run(["test", folder.path, "--min-coverage", "51"])
    #expect(result.code == 1)
    #expect(result.output.contains("policy.yaml: 50 % is less than 51 %"))
  }

  @Test func nothingToTestIsAFailure() async throws {
    let folder = try Folder()
    #expect(try await HostProcess.run(["test", folder.path]).code == 1)
    #expect(try await HostProcess.run(["test", folder.path("*_test.yaml")]).code == 1)
    try folder.write("a_test.yaml", "policy: policy.yaml\ntests: []\n")
    let empty = try await HostProcess.run(["test", folder.path])
    #expect(empty.code == 1)
    #expect(empty.output.contains("GV0502"))
    try folder.write("a_test.yaml", Self.test("8"))
    try folder.write("policy.yaml", Self.policy)
    #expect(try await HostProcess.run(["test", folder.path, "--filter", "nothing has this name"]).code == 1)
    #expect(try await HostProcess.run(["test", folder.path, "--filter", "doubles"]).code == 0)
    #expect(try await HostProcess.run(["test", folder.path("*_test.yaml")]).code == 0)
  }

  @Test func whatCannotBeRunSaysWhy() async throws {
    let folder = try Folder()
    #expect(try await HostProcess.run(["test", folder.path("a_test.yaml")]).code == 2)
    try folder.write("a_test.yaml", Self.test("8"))
    let lost = try await HostProcess.run(["test", folder.path])
    #expect(lost.code == 2)
    #expect(lost.output.contains("GV0001"))
    try folder.write("policy.yaml", "policy: bad\nevery: 10s\n")
    let bad = try await HostProcess.run(["test", folder.path])
    #expect(bad.code == 1)
    #expect(bad.output.contains("GV0101"))
    #expect(try await HostProcess.run(["test"]).code == 64)
    #expect(try await HostProcess.run(["test", folder.path, "--min-coverage", "101"]).code == 64)
  }

  private static let policy = """
    policy: p
    every: 10s
    sources: {s: {type: static, fields: {x: {type: number, range: [0, 9]}}, values: {x: 4}}}
    values: {y: "s.x > 1 ? 2 * s.x : 0"}
    sinks: {out: {type: console, fields: {y: y}}}

    """

  private static func test(_ expected: String) -> String {
    "policy: policy.yaml\ntests:\n- name: it doubles\n  steps: [{at: 0s, expect: {values: {y: \(expected)}}}]\n"
  }

  /// A folder of the test's own, gone with it.
  final class Folder: Sendable {
    let path: String

    init() throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-tests-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }
    func write(_ name: String, _ text: String) throws { try text.write(toFile: path(name), atomically: true, encoding: .utf8) }
  }
}
