/// A report as SARIF 2.1.0: the rules that were broken with their pages, a result for each finding, and a notification for each policy that
/// could not be checked.
struct SARIFReport {
  private static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  let text: String

  init(_ report: Report, version: String) {
    let findings = report.findings
    let rules = Set(findings.map(\.code)).sorted { $0.rawValue < $1.rawValue }
    let places = Dictionary(rules.enumerated().map { ($1, $0) }) { first, _ in first }
    let driver = JSONText.object([
      ("name", JSONText.string("Governor")), ("version", JSONText.string(version)),
      ("rules", JSONText.array(rules.map(Self.rule))),
    ])
    let hindrances = findings.filter(\.code.meansUnchecked)
    let invocation = JSONText.object([
      ("executionSuccessful", "\(hindrances.isEmpty)"), ("exitCode", "\(report.status.rawValue)"),
      ("toolExecutionNotifications", JSONText.array(hindrances.map { Self.notification($0, rule: places[$0.code] ?? 0) })),
    ])
    let results = findings.filter { !$0.code.meansUnchecked }.map { Self.result($0, rule: places[$0.code] ?? 0, in: report) }
    let run = JSONText.object([
      ("tool", JSONText.object([("driver", driver)])),
      ("columnKind", JSONText.string("unicodeCodePoints")),
      ("invocations", JSONText.array([invocation])),
      ("results", JSONText.array(results)),
    ])
    text =
      JSONText.object([
        ("$schema", JSONText.string(Self.schema)), ("version", JSONText.string("2.1.0")), ("runs", JSONText.array([run])),
      ]) + "\n"
  }

  private static func rule(_ code: DiagnosticCode) -> String {
    let page = code.page
    let help = page?.text ?? code.title
    return JSONText.object([
      ("id", JSONText.string(code.rawValue)),
      ("name", JSONText.string("\(code)")),
      ("shortDescription", text(code.title)),
      ("fullDescription", text(page?.rule ?? code.title)),
      ("help", JSONText.object([("text", JSONText.string(help)), ("markdown", JSONText.string(page?.markdown ?? help))])),
    ])
  }

  private static func result(_ finding: Diagnostic, rule: Int, in report: Report) -> String {
    var members = [
      ("ruleId", JSONText.string(finding.code.rawValue)), ("ruleIndex", "\(rule)"),
      ("level", JSONText.string(finding.severity.rawValue)),
      ("message", text(finding.plainText)),
    ]
    if let span = finding.span {
      members.append(("locations", JSONText.array([JSONText.object([("physicalLocation", physical(span))])])))
    } else if let entry = report.entries.first(where: { $0.findings.contains { $0.code == finding.code && $0.message == finding.message } })
    {
      // Code scanning takes no result without a place.
      let place = JSONText.object([("artifactLocation", JSONText.object([("uri", JSONText.string(uri(entry.path)))]))])
      members.append(("locations", JSONText.array([JSONText.object([("physicalLocation", place)])])))
    }
    if !finding.labels.isEmpty {
      let related = finding.labels.enumerated().map { index, label in
        JSONText.object([
          ("id", "\(index + 1)"), ("physicalLocation", physical(label.span)), ("message", text(label.text.shown(limit: .max))),
        ])
      }
      members.append(("relatedLocations", JSONText.array(related)))
    }
    return JSONText.object(members)
  }

  private static func notification(_ finding: Diagnostic, rule: Int) -> String {
    JSONText.object([
      ("level", JSONText.string(finding.severity.rawValue)), ("message", text(finding.plainText)),
      ("associatedRule", JSONText.object([("id", JSONText.string(finding.code.rawValue)), ("index", "\(rule)")])),
    ])
  }

  private static func physical(_ span: SourceSpan) -> String {
    let region = JSONText.object([
      ("startLine", "\(span.start.line)"), ("startColumn", "\(span.start.column)"), ("endLine", "\(span.end.line)"),
      ("endColumn", "\(span.end.column)"),
    ])
    return JSONText.object([
      ("artifactLocation", JSONText.object([("uri", JSONText.string(uri(span.file.path)))])), ("region", region),
    ])
  }

  private static func text(_ text: String) -> String { JSONText.object([("text", JSONText.string(text))]) }

  /// A path as the reference of a URI: relative ones stay so, absolute ones become `file://`.
  static func uri(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF")
    let escaped = rest.utf8.map { byte in
      allowed.contains(byte) ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
    return path.hasPrefix("/") ? "file://\(escaped)" : escaped
  }
}
