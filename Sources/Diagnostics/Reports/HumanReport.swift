/// A report for a person: every finding with its excerpt, a line for each policy, and one over all where there are several.
struct HumanReport {
  let text: String

  init(_ report: Report, colour: Bool) {
    let renderer = DiagnosticRenderer(colour: colour)
    var text = ""
    for (entry, findings) in zip(report.entries, report.newFindings) {
      let notes = findings.filter(\.code.isNote)
      for finding in findings where !finding.code.isNote { text += renderer.render(finding) + "\n" }
      // Facts about a policy are of use once it is right, and are told in a line each.
      if entry.count(.error) == 0 { for note in notes { text += renderer.line(note) } }
      text += "\(entry.path.shown(limit: .max)): \(Self.verdict(entry, isStrict: report.isStrict))\n"
    }
    if report.entries.count > 1 { text += "\n\(report.summary)\n" }
    self.text = text
  }

  private static func verdict(_ entry: ReportEntry, isStrict: Bool) -> String {
    let counts = entry.counts ?? ""
    let parts = [entry.contents, entry.acceptance].compactMap(\.self)
    let contents = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    switch entry.verdict {
    case .unchecked:
      // With some servers away, others can still have answered.
      let errors = entry.findings.count { $0.severity == .error && !$0.code.meansUnchecked }
      return errors == 0 ? "not checked" : "not checked in full, \(counted(errors, "error"))"
    case .bad: return counts
    case .warned where isStrict: return "\(counts), refused by --strict"
    case .warned: return "good, with \(counts)\(contents)"
    case .good: return "good\(contents)"
    }
  }
}
