import Diagnostics

/// A place where an alias stands for what its anchor names.
struct AliasUse: Sendable {
  /// Labels of one finding; more would bury it.
  private static let limit = 2

  /// The alias.
  let span: SourceSpan
  /// What the anchor names.
  let anchor: SourceSpan

  /// The finding with the aliases that bring its text to other places: it may be right at its own place, and wrong there.
  static func labelled(_ finding: Diagnostic, _ uses: [AliasUse]) -> Diagnostic {
    guard let span = finding.span else { return finding }
    let found = uses.lazy.filter { $0.anchor.file === span.file && $0.anchor.start <= span.start && span.end <= $0.anchor.end }
    return found.prefix(limit).reduce(finding) { $0.pointing(to: $1.span, "stands here too, by an alias") }
  }
}
