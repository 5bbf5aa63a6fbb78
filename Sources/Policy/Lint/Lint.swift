import Diagnostics

/// Says what is legal and unwise in a policy without errors.
enum Lint {
  /// A rule: what it has to say of a policy.
  typealias Rule = @Sendable (CheckedPolicy) -> [Diagnostic]

  /// All rules. Money first, should there be more findings than are kept.
  static let rules: [Rule] = [
    { RiskyFallback($0).findings() }, SelfFeeding.findings, Unused.findings, UnreadField.findings, StaleAfter.findings,
    ShortLifetime.findings, Weights.findings,
    CheckNotAsked.findings, PartialDefault.findings, OldestData.findings,
    InjectionEnabled.findings,
  ]

  /// The findings that are kept; a policy with more was not written by a person.
  private static let limit = 1000

  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for rule in rules where findings.count < limit { findings += rule(policy) }
    return Array(findings.prefix(limit))
  }
}
