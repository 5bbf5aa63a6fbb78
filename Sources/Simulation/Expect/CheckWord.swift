internal import Governor

/// What can be expected of a check.
enum CheckWord: String, Sendable, CaseIterable {
  case allowed, violated, undecided
  /// Violated, in a policy that enforces.
  case blocked

  /// Whether a verdict is that.
  func holds(_ verdict: CheckReport.Verdict, isEnforced: Bool) -> Bool {
    self == .blocked ? verdict == .violated && isEnforced : verdict.word == rawValue
  }
}
