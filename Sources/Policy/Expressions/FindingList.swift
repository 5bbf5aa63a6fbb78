import Diagnostics

/// Findings about one expression, up to a limit; spans are worked out only for those that are kept.
struct FindingList {
  private(set) var findings: [Diagnostic] = []
  /// Whether a finding was not kept.
  private(set) var isCut = false
  private let limit: Int

  /// A list that keeps nothing where whoever takes the findings has enough of them.
  init(isMuted: Bool = false) {
    limit = isMuted ? 0 : ExpressionLimits.findings
  }

  /// Whether nothing was found.
  var isEmpty: Bool { findings.isEmpty }

  mutating func add(_ finding: @autoclosure () -> Diagnostic) {
    guard findings.count < limit else {
      isCut = true
      return
    }
    findings.append(finding())
  }

  /// Hands the findings over.
  func report(to bag: inout DiagnosticBag) {
    for finding in findings { bag.add(finding) }
    if isCut, bag.isFull { bag.leaveOut() }
  }

  /// A finding about the form of an expression.
  mutating func refuse(
    _ message: String, at place: Place, code: DiagnosticCode = .expressionSyntax, caption: String? = nil, help: String? = nil
  ) {
    add(Diagnostic(code, message, at: place.span, caption: caption, help: help))
  }
}
