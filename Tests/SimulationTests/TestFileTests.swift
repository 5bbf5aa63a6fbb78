import Diagnostics
import Simulation
import Testing

/// Files of tests that are none.
@Suite struct TestFileTests {
  private func findings(_ text: String) -> [String] {
    var (file, findings) = TestFile.read(SourceFile(path: "a_test.yaml", text: text))
    for entry in file?.tests ?? [] { findings.add(entry.findings) }
    return findings.sorted.map { "\($0.span?.start.line ?? 0) \($0.code.rawValue)" }
  }

  @Test(
    "what is refused",
    arguments: [
      ("policy: a\nevery: 10s\nsources: {}\nsinks: {}\n", ["3 GV0012"]), ("demo: a\nshow: [x]\n", ["1 GV0012"]),
      ("policy: a.yaml\nsinks: {}\ntests: []\n", ["2 GV0107", "3 GV0502"]),
      ("policy: a.yaml\ntests: []\n", ["2 GV0502"]), ("policy: a.yaml\n", ["1 GV0101"]), ("", ["1 GV0106"]),
      ("tests: 3\n", ["1 GV0101", "1 GV0102"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: []}\n", ["3 GV0503"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 0s}]}\n", ["3 GV0503"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 5s, expect: {a: b}}, {at: 5s}]}\n", ["3 GV0504"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 5s, expect: {a: b}}, {at: 4s}]}\n", ["3 GV0504"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 5, expect: {a: b}}]}\n", ["3 GV0103"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 1e300d, expect: {a: b}}]}\n", ["3 GV0103"]),
      ("policy: a.yaml\ntests:\n- {name: x, steps: [{at: 999999999d, expect: {a: b}}]}\n", ["3 GV0104"]),
      ("policy: a.yaml\ntests:\n- {name: x, start: noon, steps: [{at: 0s, expect: {a: b}}]}\n", ["3 GV0103"]),
      ("policy: a.yaml\ntests:\n- {name: x, start: 1e300, steps: [{at: 0s, expect: {a: b}}]}\n", ["3 GV0103"]),
      ("policy: a.yaml\ntests:\n- {name: x, given: {}, steps: [{at: 0s, expect: {a: b}}]}\n", ["3 GV0107"]),
      (
        "policy: a.yaml\ntests:\n- {name: x, steps: [{at: 0s, expect: {a: b}}]}\n- {name: x, steps: [{at: 0s, expect: {a: b}}]}\n",
        ["4 GV0206"]
      ),
    ])
  func refused(_ text: String, _ expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test func aFileWithoutLimitIsRefusedByTheLimitsOfYAML() {
    let steps = (0..<20_000).map { "    - {at: \($0)s, expect: {a: b}}\n" }.joined()
    let many = "policy: a.yaml\ntests:\n- name: x\n  steps:\n" + steps
    #expect(findings(many).contains { $0.hasSuffix("GV0004") })
    let deep = "policy: a.yaml\ntests:\n- name: x\n  steps: [{at: 0s, given: " + String(repeating: "[", count: 100_000)
    #expect(findings(deep).contains { $0.hasSuffix("GV0004") })
  }

  @Test func manyStepsOfALongTestRun() async throws {
    let steps = (0..<2000).map { "- {at: \($0 * 86_400)s, expect: {limit: absent}}\n" }.joined()
    #expect(try await Simulated(pool, steps: steps).findings.isEmpty)
  }
}
