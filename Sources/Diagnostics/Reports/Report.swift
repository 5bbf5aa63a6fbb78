/// What a run of the checker found, policy by policy: what every report format is written from.
public struct Report: Sendable {
  /// The policies in the order in which they were asked for.
  public let entries: [ReportEntry]
  /// Whether a warning is enough to fail.
  public let isStrict: Bool

  /// A report on some policies.
  public init(_ entries: [ReportEntry], isStrict: Bool = false) {
    self.entries = entries
    self.isStrict = isStrict
  }

  /// How the run ended; the raw value is the exit code.
  public enum Status: Int, Sendable {
    /// Every policy is good.
    case passed = 0
    /// A policy has faults, or under `isStrict` warnings.
    case failed = 1
    /// Something could not be checked.
    case incomplete = 2
  }

  /// How the run ended.
  public var status: Status {
    if entries.contains(where: { $0.verdict == .unchecked }) { return .incomplete }
    return entries.contains { fails($0) } ? .failed : .passed
  }

  /// Whether a policy has what this run does not let pass.
  public func fails(_ entry: ReportEntry) -> Bool {
    switch entry.verdict {
    case .good: false
    case .warned: isStrict
    case .bad, .unchecked: true
    }
  }

  /// All findings, in the order of the policies. What two policies share, say a file that both extend, is told once.
  public var findings: [Diagnostic] { newFindings.flatMap { $0 } }

  /// For each entry the findings that no entry before it has.
  var newFindings: [[Diagnostic]] {
    // What a policy has itself is not told again of those that extend it.
    let own = Set(entries.flatMap(\.findings).filter { $0.policy == nil }.map { Identity($0, of: nil) })
    var seen: Set<Identity> = []
    return entries.map { entry in
      entry.findings.filter { finding in
        guard finding.policy == nil || !own.contains(Identity(finding, of: nil)) else { return false }
        return seen.insert(Identity(finding, of: finding.policy)).inserted
      }
    }
  }

  /// How many findings of a severity there are, those that policies share counted once.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

  /// One line over all policies: `3 policies: 2 good (1 with warnings), 1 bad; 4 errors, 2 warnings`. It holds no word of the user.
  ///
  /// Before the semicolon policies are counted, each once; behind it findings, as in the JSON.
  public var summary: String {
    let warned = entries.count { $0.verdict == .warned }
    let good = entries.count { $0.verdict == .good } + (isStrict ? 0 : warned)
    var policies = ["\(good) good" + (warned > 0 && !isStrict ? " (\(warned) with warnings)" : "")]
    if warned > 0, isStrict { policies.append("\(warned) refused by --strict") }
    for (verdict, word) in [(ReportEntry.Verdict.bad, "bad"), (.unchecked, "not checked")] {
      let number = entries.count { $0.verdict == verdict }
      if number > 0 { policies.append("\(number) \(word)") }
    }
    let findings = [(Severity.error, "error"), (.warning, "warning")].filter { count($0.0) > 0 }.map { counted(count($0.0), $0.1) }
    return "\(entries.count) \(entries.count == 1 ? "policy" : "policies"): " + policies.joined(separator: ", ")
      + (findings.isEmpty ? "" : "; " + findings.joined(separator: ", "))
  }

  /// What makes two findings the same though they came of two loads of one file.
  private struct Identity: Hashable {
    let code: DiagnosticCode
    let statement: String
    let policy: String?
    let path: String?
    let start: SourcePosition?
    let end: SourcePosition?

    init(_ finding: Diagnostic, of policy: String?) {
      code = finding.code
      statement = finding.statement
      self.policy = policy
      path = finding.span?.file.path
      start = finding.span?.start
      end = finding.span?.end
    }
  }
}
