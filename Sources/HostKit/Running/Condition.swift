/// Something that is wrong, for as long as it is.
struct Condition: Sendable, Hashable {
  /// What makes it the same from tick to tick.
  let key: String
  /// Whose it is.
  let subject: String
  /// What is wrong, for a person.
  let text: String
  /// Facts beside it.
  let details: [String: String]

  static func == (left: Condition, right: Condition) -> Bool { left.key == right.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Remembers what is wrong, and tells what is new and what is over.
struct ConditionLog: Sendable {
  /// A thing to tell.
  enum Change: Sendable {
    case began(Condition)
    case ended(Condition, seconds: Double)
  }

  private var since: [Condition: Double] = [:]

  /// The changes from the last tick to one at `now`, in Unix seconds.
  mutating func update(_ conditions: [Condition], at now: Double) -> [Change] {
    let current = Set(conditions)
    var changes: [Change] = []
    for (condition, start) in since.sorted(by: { $0.key.key < $1.key.key }) where !current.contains(condition) {
      changes.append(.ended(condition, seconds: max(0, now - start)))
      since[condition] = nil
    }
    for condition in conditions where since[condition] == nil {
      changes.append(.began(condition))
      since[condition] = now
    }
    return changes
  }
}
