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

  /// What it means for the record, for a person: `the policy's default stands for it`.
  public var consequence: String {
    switch self {
    case .fresh: "it stands"
    case .lastKnownGood: "the last known good record stands for it"
    case .values: "the policy's default stands for it"
    case .missing: "its fields are missing"
    case .withheld: "nothing that needs it is written"
    }
  }
}
