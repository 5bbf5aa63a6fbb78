/// A report as one JSON document on one line. Its form is a promise: docs/reference/validate-json.md and its schema move with it.
struct JSONReport {
  /// Rises when a member goes away or changes its meaning; a new member does not raise it.
  static let version = 1

  let text: String

  init(_ report: Report, version: String) {
    text =
      JSONText.object([
        ("version", "\(Self.version)"),
        ("tool", JSONText.object([("name", JSONText.string("governor")), ("version", JSONText.string(version))])),
        ("exit_code", "\(report.status.rawValue)"),
        ("strict", "\(report.isStrict)"),
        ("summary", Self.summary(report)),
        ("policies", JSONText.array(report.entries.map(Self.entry))),
      ]) + "\n"
  }

  private static func summary(_ report: Report) -> String {
    let verdicts = ReportEntry.Verdict.allCases.map { verdict in
      (verdict.rawValue, "\(report.entries.count { $0.verdict == verdict })")
    }
    return JSONText.object(
      [("policies", "\(report.entries.count)")] + verdicts + [
        ("errors", "\(report.count(.error))"), ("warnings", "\(report.count(.warning))"), ("notes", "\(report.count(.note))"),
      ])
  }

  private static func entry(_ entry: ReportEntry) -> String {
    JSONText.object([
      ("path", JSONText.string(entry.path)),
      ("policy", JSONText.optional(entry.policy)),
      ("verdict", JSONText.string(entry.verdict.rawValue)),
      ("findings", JSONText.array(entry.findings.map(finding))),
      ("accepted", JSONText.array(entry.acceptedCounts.map(accepted))),
    ])
  }

  private static func accepted(_ code: DiagnosticCode, _ count: Int) -> String {
    JSONText.object([("code", JSONText.string(code.rawValue)), ("count", "\(count)")])
  }

  /// One finding; passwords in it are covered already.
  static func finding(_ finding: Diagnostic) -> String {
    JSONText.object([
      ("code", JSONText.string(finding.code.rawValue)),
      ("severity", JSONText.string(finding.severity.rawValue)),
      ("title", JSONText.string(finding.code.title)),
      ("message", JSONText.string(finding.message)),
      ("span", finding.span.map(span) ?? "null"),
      ("caption", JSONText.optional(finding.caption)),
      ("labels", JSONText.array(finding.labels.map { JSONText.object([("span", span($0.span)), ("text", JSONText.string($0.text))]) })),
      ("help", JSONText.optional(finding.help)),
      ("notes", JSONText.array(finding.notes.map(JSONText.string))),
    ])
  }

  private static func span(_ span: SourceSpan) -> String {
    JSONText.object([("path", JSONText.string(span.file.path)), ("start", position(span.start)), ("end", position(span.end))])
  }

  private static func position(_ position: SourcePosition) -> String {
    JSONText.object([("line", "\(position.line)"), ("column", "\(position.column)")])
  }
}
