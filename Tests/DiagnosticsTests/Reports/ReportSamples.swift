import Diagnostics

/// Findings and entries that the tests of the report formats are about.
enum ReportSamples {
  static let file = SourceFile(path: "./policies/a b,c:d.yaml", text: "é: 1\n日本: 2\nx: 3")

  static func span(_ start: (Int, Int), _ end: (Int, Int), in file: SourceFile = file) -> SourceSpan {
    SourceSpan(file: file, start: SourcePosition(line: start.0, column: start.1), end: SourcePosition(line: end.0, column: end.1))
  }

  static func finding(_ severity: Severity = .error, _ message: String = "m", line: Int = 1) -> Diagnostic {
    Diagnostic(.wrongType, severity, message, at: span((line, 1), (line, 2)))
  }

  static func entry(_ findings: Diagnostic..., path: String = "a.yaml") -> ReportEntry {
    ReportEntry(path: path, policy: "a", contents: "policy `a`", findings: DiagnosticBag(findings))
  }

  /// What no report may hold raw: escapes, line ends, marks of direction, and what each format gives a meaning to.
  static let hostile = "a\u{1B}[31m\u{0}\u{8}\r\n::error::x %0A 100% ##[group] <b>&\"' ]]> \u{202E}\u{FFFE}\u{2028}日本"
  /// A password in every part of a finding, also in those that are set after it was made.
  static var secret: Diagnostic {
    let url = "redis://u:hunter2@h/0"
    let file = SourceFile(path: "s.yaml", text: "redis: \(url)")
    let place = span((1, 8), (1, 12), in: file)
    var finding = Diagnostic(.badConnection, "`\(url)`", at: place, caption: url, help: url, notes: [url]).pointing(to: place, url)
    finding.help = "write \(url)"
    finding.notes.append(url)
    return finding
  }

  static func text(_ format: ReportFormat, _ entries: ReportEntry..., strict: Bool = false) -> String {
    format.text(of: Report(entries, isStrict: strict), version: "1.2.3")
  }
}
