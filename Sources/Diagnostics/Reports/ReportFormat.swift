/// The forms that a report can take.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For a person: excerpts with carets.
  case human
  /// One JSON document, as docs/reference/validate-json.md promises.
  case json
  /// Workflow commands, which GitHub Actions shows beside the code.
  case github
  /// SARIF 2.1.0, which code scanning takes.
  case sarif
  /// JUnit's XML, which CI servers show as tests.
  case junit

  /// The whole text of a report, a line end behind its last line. `colour` is for people alone; `version` is that of the program.
  public func text(of report: Report, colour: Bool = false, version: String) -> String {
    switch self {
    case .human: HumanReport(report, colour: colour).text
    case .json: JSONReport(report, version: version).text
    case .github: GitHubReport(report).text
    case .sarif: SARIFReport(report, version: version).text
    case .junit: JUnitReport(report).text
    }
  }
}
