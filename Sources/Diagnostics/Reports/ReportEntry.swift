/// One policy of a report.
public struct ReportEntry: Sendable {
  /// What came of a policy, best first.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It can run, and nothing about it is unwise.
    case good
    /// It can run, with warnings.
    case warned
    /// It cannot run.
    case bad
    /// Nobody knows: it could not be read.
    case unchecked
  }

  /// The path as the user gave it, `<stdin>` for standard input.
  public let path: String
  /// The policy's name; nil where there are errors.
  public let policy: String?
  /// What the policy holds, in a few words; nil where there are errors.
  public let contents: String?
  /// The findings by file and place.
  public let findings: [Diagnostic]
  /// The rules of the warnings that the policy accepts, one for each; they are not among the findings.
  public let accepted: [DiagnosticCode]

  /// What was found in the policy at a path; name and contents belong to one that loads.
  public init(path: String, policy: String? = nil, contents: String? = nil, findings: DiagnosticBag, accepted: [DiagnosticCode] = []) {
    self.path = path
    self.policy = policy
    self.contents = contents
    self.findings = findings.sorted
    self.accepted = accepted
  }

  /// What came of it.
  public var verdict: Verdict {
    if findings.contains(where: \.code.meansUnchecked) { return .unchecked }
    if findings.contains(where: { $0.severity == .error }) { return .bad }
    return findings.contains { $0.severity == .warning } ? .warned : .good
  }

  /// How many findings of a severity there are.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

  /// How many warnings of each rule are accepted, by code.
  var acceptedCounts: [(code: DiagnosticCode, count: Int)] {
    Dictionary(grouping: accepted) { $0 }.map { ($0.key, $0.value.count) }.sorted { $0.0.rawValue < $1.0.rawValue }
  }

  /// What is accepted in words, such as `3 warnings accepted (GV0301 2 times, GV0302)`; nil where there is nothing.
  var acceptance: String? {
    guard !accepted.isEmpty else { return nil }
    let codes = acceptedCounts.map { $0.code.rawValue + ($0.count == 1 || acceptedCounts.count == 1 ? "" : " \($0.count) times") }
    return "\(counted(accepted.count, "warning")) accepted (\(codes.joined(separator: ", ")))"
  }

  /// Errors and warnings in words, such as `1 error, 2 warnings`; nil where there are none.
  var counts: String? {
    let parts = [(Severity.error, "error"), (.warning, "warning")].filter { count($0.0) > 0 }.map { counted(count($0.0), $0.1) }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension DiagnosticCode {
  /// Whether a finding of this rule says that a policy, or what it needs of a server, could not be checked at all.
  public var meansUnchecked: Bool { [.fileUnreadable, .nothingToCheck, .serverUnreachable].contains(self) }
}
