/// How bad a finding is.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// The policy cannot run.
  case error
  /// Legal and unwise.
  case warning
  /// Worth knowing.
  case note

  /// Worse is smaller, so that sorting puts the worst first.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
