internal import Diagnostics

/// Writes what came of tests as JUnit's XML: a suite for each file, a case for each test.
enum TestJUnit {
  /// The document. `faults` are files that could not be run, with what was wrong.
  static func text(_ outcomes: [TestOutcome], faults: [(file: String, findings: [Diagnostic])]) -> String {
    let counts = [
      ("tests", "\(outcomes.count + faults.count)"), ("failures", "\(outcomes.count { !$0.passed })"), ("errors", "\(faults.count)"),
    ]
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites\(XMLText.attributes([("name", "host test")] + counts))>"]
    var files: [String] = []
    for file in outcomes.map(\.file) + faults.map(\.file) where !files.contains(file) { files.append(file) }
    for file in files {
      let tests = outcomes.filter { $0.file == file }
      let broken = faults.filter { $0.file == file }
      let attributes = [
        ("name", file), ("tests", "\(tests.count + broken.count)"), ("failures", "\(tests.count { !$0.passed })"),
        ("errors", "\(broken.count)"), ("skipped", "0"), ("time", rounded(tests.reduce(0) { $0 + $1.seconds })),
      ]
      lines.append("  <testsuite\(XMLText.attributes(attributes))>")
      lines += tests.map { testCase($0.name, file, $0.seconds, $0.failures, as: "failure") }
      lines += broken.map { testCase("the file can be run", file, 0, $0.findings, as: "error") }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).map { $0 + "\n" }.joined()
  }

  private static func testCase(_ name: String, _ file: String, _ seconds: Double, _ findings: [Diagnostic], as element: String) -> String {
    let opening =
      "    <testcase" + XMLText.attributes([("classname", "host.test"), ("name", name), ("file", file), ("time", rounded(seconds))])
    guard let first = findings.first else { return opening + "/>" }
    let message = (first.span.map { "\($0): " } ?? "") + first.message.shown(limit: 300)
    let shown = XMLText.escaped(findings.map { DiagnosticRenderer().render($0) }.joined(separator: "\n"))
    let attributes = XMLText.attributes([("message", message), ("type", first.code.rawValue)])
    return "\(opening)>\n      <\(element)\(attributes)>\(shown)</\(element)>\n    </testcase>"
  }

  /// Milliseconds are enough.
  private static func rounded(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }
}
