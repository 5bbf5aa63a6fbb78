/// A report as JUnit's XML: one suite, and a case for each policy.
///
/// All findings of a policy stand in one `failure`, as some readers (Jenkins) keep only one of a case. A policy that could not be checked has
/// an `error` instead, and one with warnings that pass has them in `system-out`.
struct JUnitReport {
  private static let name = "host validate"

  let text: String

  init(_ report: Report) {
    let unchecked = report.entries.count { $0.verdict == .unchecked }
    let failed = report.entries.count { report.fails($0) } - unchecked
    let counts = [("name", Self.name), ("tests", "\(report.entries.count)"), ("failures", "\(failed)"), ("errors", "\(unchecked)")]
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites\(XMLText.attributes(counts))>",
      "  <testsuite\(XMLText.attributes(counts + [("skipped", "0")]))>",
    ]
    lines += report.entries.map { Self.testCase($0, fails: report.fails($0)) }
    lines += ["  </testsuite>", "</testsuites>"]
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func testCase(_ entry: ReportEntry, fails: Bool) -> String {
    let place = entry.path == SourceFile.standardInput ? [] : [("file", entry.path)]
    let opening = "    <testcase" + XMLText.attributes([("classname", "host.validate"), ("name", entry.path)] + place)
    guard !entry.findings.isEmpty else { return opening + "/>" }
    let shown = XMLText.escaped(entry.findings.map { DiagnosticRenderer().render($0) }.joined(separator: "\n"))
    let element = !fails ? "system-out" : entry.verdict == .unchecked ? "error" : "failure"
    return "\(opening)>\n      <\(element)\(fails ? attributes(entry) : "")>\(shown)</\(element)>\n    </testcase>"
  }

  /// The worst finding stands for all of them.
  private static func attributes(_ entry: ReportEntry) -> String {
    guard let worst = entry.findings.min(by: { $0.severity < $1.severity }) else { return "" }
    let rest = entry.findings.count { $0.severity != .note } - 1
    let message = worst.message.shown(limit: 300) + (rest > 0 ? " (and \(rest) more)" : "")
    return XMLText.attributes([("message", message), ("type", worst.code.rawValue)])
  }
}
