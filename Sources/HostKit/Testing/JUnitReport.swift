internal import Diagnostics

/// Writes what came of tests as JUnit's XML: a suite for each file, a case for each test.
enum JUnitReport {
  /// The document. `faults` are files that could not be run, with what was wrong.
  static func text(_ outcomes: [TestOutcome], faults: [(file: String, findings: [Diagnostic])]) -> String {
    let failed = outcomes.count { !$0.passed }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"host test\" tests=\"\(outcomes.count + faults.count)\" failures=\"\(failed)\" errors=\"\(faults.count)\">\n"
    var files: [String] = []
    for file in outcomes.map(\.file) where !files.contains(file) { files.append(file) }
    for file in files {
      let tests = outcomes.filter { $0.file == file }
      let time = tests.reduce(0) { $0 + $1.seconds }
      text += "  <testsuite name=\"\(escaped(file))\" tests=\"\(tests.count)\" failures=\"\(tests.count { !$0.passed })\" errors=\"0\""
      text += " time=\"\(rounded(time))\">\n"
      for test in tests { text += testCase(test) }
      text += "  </testsuite>\n"
    }
    for (file, findings) in faults {
      text += "  <testsuite name=\"\(escaped(file))\" tests=\"1\" failures=\"0\" errors=\"1\" time=\"0.0\">\n"
      text += "    <testcase name=\"the file can be run\" classname=\"\(escaped(file))\" time=\"0.0\">\n"
      text += element("error", findings) + "    </testcase>\n  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func testCase(_ test: TestOutcome) -> String {
    let opening =
      "    <testcase name=\"\(escaped(test.name))\" classname=\"\(escaped(test.file))\" time=\"\(rounded(test.seconds))\""
    guard !test.passed else { return opening + "/>\n" }
    return opening + ">\n" + element("failure", test.failures) + "    </testcase>\n"
  }

  private static func element(_ name: String, _ findings: [Diagnostic]) -> String {
    let renderer = DiagnosticRenderer()
    let message = findings.first.map { finding in
      (finding.span.map { "\($0): " } ?? "") + finding.message
    }
    let body = findings.map { renderer.render($0) }.joined(separator: "\n")
    return "      <\(name) message=\"\(escaped(message ?? ""))\">\(escaped(body))</\(name)>\n"
  }

  /// Milliseconds are enough.
  private static func rounded(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }

  /// XML has no way to write most control characters; they become the sign for what cannot be shown.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t": result.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
