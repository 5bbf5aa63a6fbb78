internal import Policy

/// Something that is wrong, for as long as it is.
public struct Condition: Sendable, Hashable {
  /// What makes it the same from tick to tick.
  public let key: String
  /// Whose it is.
  public let subject: String
  /// What is wrong, for a person.
  public let text: String
  /// Others that are not well because of it.
  public let affected: [String]

  /// Facts beside it, for the log.
  public var details: [String: String] { affected.isEmpty ? [:] : ["affects": affected.joined(separator: ", ")] }

  init(key: String, subject: String, text: String, affected: [String] = []) {
    self.key = key
    self.subject = subject
    self.text = text
    self.affected = affected
  }

  /// Two conditions are the same where their keys are.
  public static func == (left: Condition, right: Condition) -> Bool { left.key == right.key }
  /// Feeds the key.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Remembers what is wrong, and tells what is new and what is over. A subject is well again when nothing is wrong with it any more: one
/// fault that takes the place of another is no recovery.
public struct ConditionLog: Sendable {
  /// A thing to tell.
  public enum Change: Sendable, CustomStringConvertible {
    /// Something went wrong.
    case began(Condition)
    /// Nothing is wrong any more with a subject, after some seconds.
    case ended(subject: String, seconds: Double)

    /// The change in one line.
    public var description: String {
      switch self {
      case .began(let condition): "\(condition.subject): \(condition.text)"
      case .ended(let subject, let seconds): "\(subject): well again after \(DurationText.text(seconds.rounded()))"
      }
    }
  }

  /// What is wrong now.
  private(set) var known: Set<Condition> = []
  /// Since when something was wrong with each subject that was told.
  private var unwellSince: [String: Double] = [:]

  /// Nothing is wrong yet.
  public init() {}

  /// The changes from the last tick to one at `now`, in Unix seconds.
  public mutating func update(_ conditions: [Condition], at now: Double) -> [Change] {
    // A source whose server is away is not well, whatever was said of it before.
    let unwell = Set(conditions.flatMap { [$0.subject] + $0.affected })
    var changes: [Change] = []
    for (subject, start) in unwellSince.sorted(by: { $0.key < $1.key }) where !unwell.contains(subject) {
      changes.append(.ended(subject: subject, seconds: max(0, now - start)))
      unwellSince[subject] = nil
    }
    for condition in conditions where !known.contains(condition) {
      changes.append(.began(condition))
      if unwellSince[condition.subject] == nil { unwellSince[condition.subject] = now }
    }
    known = Set(conditions)
    return changes
  }
}
