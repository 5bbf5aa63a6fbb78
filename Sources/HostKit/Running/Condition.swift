internal import Policy

/// Something that is wrong, for as long as it is.
public struct Condition: Sendable, Hashable {
  /// What makes it the same from tick to tick.
  public let key: String
  /// Whose it is.
  public let subject: String
  /// What is wrong, for a person.
  public let text: String
  /// Facts beside it.
  public let details: [String: String]

  /// Two conditions are the same where their keys are.
  public static func == (left: Condition, right: Condition) -> Bool { left.key == right.key }
  /// Feeds the key.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Remembers what is wrong, and tells what is new and what is over.
public struct ConditionLog: Sendable {
  /// A thing to tell.
  public enum Change: Sendable, CustomStringConvertible {
    /// Something went wrong.
    case began(Condition)
    /// It is well again, after some seconds.
    case ended(Condition, seconds: Double)

    /// The change in one line.
    public var description: String {
      switch self {
      case .began(let condition): "\(condition.subject): \(condition.text)"
      case .ended(let condition, let seconds): "\(condition.subject): well again after \(DurationText.text(seconds.rounded()))"
      }
    }
  }

  private var since: [Condition: Double] = [:]

  /// Nothing is wrong yet.
  public init() {}

  /// The changes from the last tick to one at `now`, in Unix seconds.
  public mutating func update(_ conditions: [Condition], at now: Double) -> [Change] {
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
