internal import Governor

/// What can be expected of a source's record: what it is, and what stands for it.
enum SourceWord: String, Sendable, CaseIterable {
  case fresh, stale, absent, invalid, unreachable
  case notFresh = "not_fresh"
  case lastKnownGood = "last_known_good"
  case `default`, missing, withheld
  case tooOld = "too_old"

  /// Whether it is so for a record; `too_old` is known for the whole source only.
  func holds(_ state: RecordState, _ outcome: Outcome) -> Bool {
    switch self {
    case .fresh, .stale, .absent, .invalid, .unreachable: state.word == rawValue
    case .notFresh: state != .fresh
    case .lastKnownGood, .default, .missing, .withheld: outcome.word == rawValue
    case .tooOld: false
    }
  }
}
