internal import Diagnostics
internal import Logging

extension Logger {
  /// Logs a finding about a policy, on one line, at the level of its severity.
  func log(_ finding: Diagnostic) {
    var members: Logger.Metadata = ["code": "\(finding.code.rawValue)"]
    if let span = finding.span {
      members["file"] = "\(span.file.path)"
      members["line"] = .stringConvertible(span.start.line)
      members["column"] = .stringConvertible(span.start.column)
    }
    if let caption = finding.caption { members["caption"] = "\(caption)" }
    if let help = finding.help { members["help"] = "\(help)" }
    if !finding.notes.isEmpty { members["notes"] = .array(finding.notes.map { .string($0) }) }
    log(level: finding.severity.level, "\(finding.message)", metadata: members)
  }
}

extension Severity {
  fileprivate var level: Logger.Level {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .info
    }
  }
}
