/// A report for a person: every finding with its excerpt, a line for each policy, and one over all where there are several.
struct HumanReport {
  let text: String

  init(_ report: Report, colour: Bool) {
    let renderer = DiagnosticRenderer(colour: colour)
    var text = ""
    for (entry, findings) in zip(report.entries, report.newFindings) {
      for finding in findings { text += renderer.render(finding) + "\n" }
      text += "\(entry.path.shown(limit: .max)): \(Self.verdict(entry, isStrict: report.isStrict))\n"
    }
    if report.entries.count > 1 { text += "\n\(report.summary)\n" }
    self.text = text
  }

  private static func verdict(_ entry: ReportEntry, isStrict: Bool) -> String {
    let counts = entry.counts ?? ""
    switch entry.verdict {
    case .unchecked: return "not checked"
    case .bad: return counts
    case .warned where isStrict: return "\(counts), refused by --strict"
    case .warned: return "good, with \(counts)" + (entry.contents.map { ": \($0)" } ?? "")
    case .good: return "good" + (entry.contents.map { ": \($0)" } ?? "")
    }
  }
}
