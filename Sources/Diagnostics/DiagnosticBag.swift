/// The findings of one run, in the order in which they were met.
public struct DiagnosticBag: Sendable {
  private var findings: [Diagnostic] = []

  /// An empty bag.
  public init() {}

  /// Adds a finding.
  public mutating func add(_ diagnostic: Diagnostic) {
    findings.append(diagnostic)
  }

  /// Takes out what only follows from another fault: findings inside a stretch that is broken already, save those of the given rules.
  public mutating func dropFollowOns(inside broken: [SourceSpan], keeping rules: Set<DiagnosticCode>) {
    guard !broken.isEmpty else { return }
    let places = Dictionary(grouping: broken) { $0.start.line }
    findings.removeAll { finding in
      guard let span = finding.span, !rules.contains(finding.code) else { return false }
      return places[span.start.line, default: []].contains { $0.file === span.file && $0.start <= span.start && span.end <= $0.end }
    }
  }

  /// Whether nothing was found.
  public var isEmpty: Bool { findings.isEmpty }

  /// Whether anything that was found keeps the policy from running.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// How many findings of a severity there are, doubles left out.
  public func count(_ severity: Severity) -> Int { sorted.count { $0.severity == severity } }

  /// The findings by file and place, without doubles.
  public var sorted: [Diagnostic] {
    struct Identity: Hashable {
      let code: DiagnosticCode
      let span: SourceSpan?
      let message: String
    }
    var seen: Set<Identity> = []
    let unique = findings.filter { seen.insert(Identity(code: $0.code, span: $0.span, message: $0.message)).inserted }
    return unique.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      let (first, second) = (one.span?.file.path ?? "", other.span?.file.path ?? "")
      if first != second { return first < second }
      let (here, there) = (one.span?.start ?? .init(line: 0, column: 0), other.span?.start ?? .init(line: 0, column: 0))
      return here != there ? here < there : left.offset < right.offset
    }.map(\.element)
  }
}
