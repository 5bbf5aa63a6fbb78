/// A report as workflow commands of GitHub Actions: `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`.
///
/// GitHub shows ten annotations of a kind for one step and keeps the rest in the log. So the worst come first, and where there are more than
/// are shown, a notice says how many.
struct GitHubReport {
  /// Annotations of a kind that GitHub shows for one step.
  static let shown = 10

  let text: String

  init(_ report: Report) {
    var kinds = Severity.allCases.sorted().map { severity in (severity, report.findings.filter { $0.severity == severity }) }
    let notes = kinds.removeLast()
    let rest = (kinds.map { ($0.0, $0.1.count - Self.shown) } + [(notes.0, notes.1.count - Self.shown)]).filter { $0.1 > 0 }
    var lines = kinds.flatMap(\.1).map(Self.command)
    if !rest.isEmpty {
      // One place among the notices is taken by the notice itself.
      let words = rest.map { severity, count in counted(severity == .note ? count + 1 : count, "more \(severity.rawValue)") }
      let text = "\(words.joined(separator: ", ")): GitHub shows \(Self.shown) of a kind for a step; all stand in its log"
      lines.append("::notice title=\(Self.escapedProperty("Not all findings are shown"))::\(Self.escaped(text))")
    }
    lines += notes.1.map(Self.command)
    // No word of the user stands outside of a command: the runner would carry out a `##[command]` in it.
    self.text = (lines + [report.summary]).map { $0 + "\n" }.joined()
  }

  private static func command(_ finding: Diagnostic) -> String {
    var properties: [(String, String)] = []
    if let span = finding.span {
      if span.file.isOnDisk { properties.append(("file", relative(span.file.path))) }
      properties += [("line", "\(span.start.line)"), ("endLine", "\(span.end.line)")]
      // The runner throws columns away where a stretch has several lines.
      if span.start.line == span.end.line {
        properties += [("col", "\(span.start.column)"), ("endColumn", "\(span.end.column)")]
      }
    }
    properties.append(("title", "\(finding.code.rawValue): \(finding.code.title)"))
    let words = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
    return "::\(finding.severity.command) \(words)::\(escaped(finding.plainText))"
  }

  /// GitHub knows files by their path from the root of the repository.
  private static func relative(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  /// Text behind the second `::`, as the runner reads it.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The value of a property, which also ends at a colon or a comma.
  static func escapedProperty(_ text: String) -> String {
    var value = ""
    for scalar in escaped(text.shown(limit: .max)).unicodeScalars {
      switch scalar {
      case ":": value += "%3A"
      case ",": value += "%2C"
      default: value.unicodeScalars.append(scalar)
      }
    }
    return value
  }
}

extension Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}
