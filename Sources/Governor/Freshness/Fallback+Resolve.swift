public import Policy

/// The step of a fallback list that holds for a record, and what was met on the way to it.
public struct Resolution: Sendable {
  /// What stands for the record.
  public let outcome: Outcome
  /// The values, where the outcome is `values`.
  public let values: [Int: Constant]
  /// There was a last known good record, and it is too old now.
  public let isTooOld: Bool
}

extension Fallback {
  /// Walks the list for a cause. `age` is the age in seconds of the last known good record's data, nil where there is none.
  public func resolve(_ cause: Cause, lastKnownGoodAge age: Double?) -> Resolution {
    var isTooOld = false
    for step in self[cause] {
      switch step {
      case .lastKnownGood(let maximumAge):
        guard let age else { continue }
        if age < maximumAge { return Resolution(outcome: .lastKnownGood, values: [:], isTooOld: false) }
        isTooOld = true
      case .values(let values): return Resolution(outcome: .values, values: values, isTooOld: isTooOld)
      case .missing: return Resolution(outcome: .missing, values: [:], isTooOld: isTooOld)
      case .withhold: return Resolution(outcome: .withheld, values: [:], isTooOld: isTooOld)
      }
    }
    return Resolution(outcome: .withheld, values: [:], isTooOld: isTooOld)
  }
}
