import Diagnostics

/// Findings about one expression, up to a limit; spans are worked out only for those that are kept.
struct FindingList {
  private(set) var findings: [Diagnostic] = []

  /// Whether nothing was found.
  var isEmpty: Bool { findings.isEmpty }

  mutating func add(_ finding: @autoclosure () -> Diagnostic) {
    guard findings.count < ExpressionLimits.findings else { return }
    findings.append(finding())
  }

  /// A finding about the form of an expression.
  mutating func refuse(
    _ message: String, at place: Place, code: DiagnosticCode = .expressionSyntax, caption: String? = nil, help: String? = nil
  ) {
    add(
      Diagnostic(
        code, message, at: place.span, caption: caption, help: help,
        notes: place.interpolatedText.map { ["with its variables filled in, the text is `\($0.shown())`"] } ?? []))
  }
}
