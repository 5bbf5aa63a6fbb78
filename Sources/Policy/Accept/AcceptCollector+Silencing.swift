import Diagnostics

extension AcceptCollector {
  /// Takes the accepted warnings out of a bag, and tells their rules, one for each.
  ///
  /// With `file`, acceptances that silence nothing become warnings where they stand in that file: what a file inherits from another may
  /// well have its use there.
  func silence(_ bag: inout DiagnosticBag, reportingIdleIn file: SourceFile?) -> [DiagnosticCode] {
    guard !acceptances.isEmpty else { return [] }
    var isIdle = [Bool](repeating: true, count: acceptances.count)
    var accepted: [DiagnosticCode] = []
    _ = bag.remove(where: { finding in
      guard finding.severity == .warning || finding.code.errorCanBeAccepted, let span = finding.span else { return false }
      var isAccepted = false
      for (index, acceptance) in acceptances.enumerated() where acceptance.code == finding.code {
        guard acceptance.ranges.contains(where: { places[$0].contains { $0.holds(span) } }) else { continue }
        isIdle[index] = false
        isAccepted = true
      }
      if isAccepted { accepted.append(finding.code) }
      return isAccepted
    })
    for (acceptance, isIdle) in zip(acceptances, isIdle) where isIdle && acceptance.span.file === file {
      bag.add(
        Diagnostic(
          .uselessAccept, .warning, "there is no warning \(acceptance.code.rawValue) here to accept", at: acceptance.span,
          caption: "silences nothing", help: "take it out: it would hide the next one"))
    }
    return accepted
  }
}

extension SourceSpan {
  fileprivate func holds(_ other: SourceSpan) -> Bool { file === other.file && start <= other.start && other.end <= end }
}
