/// The findings of one run, in the order in which they were met.
public struct DiagnosticBag: Sendable {
  /// Errors that are kept; whoever has mended so many reads the policy anew, and a hostile file must not cost more.
  private static let limit = 300

  private struct Identity: Hashable {
    let code: DiagnosticCode
    let span: SourceSpan?
    let message: String
  }

  private var findings: [Diagnostic] = []
  private var seen: Set<Identity> = []
  private var errors = 0
  private var isCut = false

  /// Whether no further finding is taken, as there are errors enough.
  public var isFull: Bool { errors >= Self.limit }

  /// An empty bag.
  public init() {}

  /// A bag of some findings.
  public init(_ findings: some Sequence<Diagnostic>) {
    for finding in findings { add(finding) }
  }

  /// Adds a finding, unless there are errors enough: then it is not even worked out, and the bag's last note says so.
  public mutating func add(_ diagnostic: @autoclosure () -> Diagnostic) {
    guard !isFull else {
      isCut = true
      return
    }
    let finding = diagnostic()
    // An alias brings the findings of its anchor again.
    guard seen.insert(Identity(code: finding.code, span: finding.span, message: finding.message)).inserted else { return }
    if finding.severity == .error { errors += 1 }
    findings.append(finding)
  }

  /// Adds the findings of another bag.
  public mutating func add(_ other: DiagnosticBag) {
    for finding in other.findings { add(finding) }
    if other.isCut { isCut = true }
  }

  /// Notes that there is more than the bag holds.
  public mutating func leaveOut() {
    isCut = true
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

  /// Puts another finding in the place of each, to tell what only shows when all is read.
  public mutating func amend(_ amended: (Diagnostic) -> Diagnostic) {
    findings = findings.map(amended)
  }

  /// Takes out the findings for which the condition holds, and says how many they were.
  public mutating func remove(where condition: (Diagnostic) -> Bool) -> Int {
    let count = findings.count
    findings.removeAll(where: condition)
    return count - findings.count
  }

  /// Whether nothing was found.
  public var isEmpty: Bool { findings.isEmpty }

  /// Whether anything that was found keeps the policy from running.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// How many findings of a severity there are, doubles left out.
  public func count(_ severity: Severity) -> Int { sorted.count { $0.severity == severity } }

  /// The findings by file and place, without doubles; where some were not taken, the last one says so.
  public var sorted: [Diagnostic] {
    let placed = findings.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      let (first, second) = (one.span?.file.path ?? "", other.span?.file.path ?? "")
      if first != second { return first < second }
      let (here, there) = (one.span?.start ?? .init(line: 0, column: 0), other.span?.start ?? .init(line: 0, column: 0))
      return here != there ? here < there : left.offset < right.offset
    }.map(\.element)
    return placed + (isCut ? [Self.cut] : [])
  }

  private static let cut = Diagnostic(
    .limitExceeded, .note, "after \(limit) errors the rest is left out", at: nil, help: "mend the first ones: others may follow from them")
}
