/// What stands for a record in the end.
public enum Outcome: UInt8, Sendable, CaseIterable {
  /// The record itself.
  case fresh
  /// The last fresh record before it.
  case lastKnownGood
  /// The values that the policy gives.
  case values
  /// Nothing: its fields are missing.
  case missing
  /// Nothing, and nothing is written for what needs it.
  case withheld

  /// The word for it, as in the names of events.
  public var word: String {
    switch self {
    case .fresh: "fresh"
    case .lastKnownGood: "last_known_good"
    case .values: "default"
    case .missing: "missing"
    case .withheld: "withheld"
    }
  }
}
