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
  /// What is behind it, where that may change while it lasts, and is worth telling then.
  let cause: String?
  /// How grave it is: what grows graver is told at once.
  let gravity: Int
  /// What comes of it for each source, where that is not the same for every policy.
  let effects: Set<String>

  /// Facts beside it, for the log.
  public var details: [String: String] { affected.isEmpty ? [:] : ["affects": affected.joined(separator: ", ")] }

  init(
    key: String, subject: String, text: String, affected: [String] = [], cause: String? = nil, gravity: Int = 0,
    effects: Set<String> = []
  ) {
    self.key = key
    self.subject = subject
    self.text = text
    self.affected = affected
    self.cause = cause
    self.gravity = gravity
    self.effects = effects
  }

  /// Whether conditions of a shadow's primary say all that this one does: of data, and of servers that data comes from. What a shadow writes and
  /// checks is its own.
  func isTold(by others: Set<Condition>) -> Bool {
    others.contains { other in
      guard other == self, !["sink ", "check "].contains(where: subject.hasPrefix) else { return false }
      guard affected.isEmpty else { return Set(affected).isSubset(of: other.affected) && effects.isSubset(of: other.effects) }
      return other.cause == cause && (effects.isEmpty ? other.text == text : effects.isSubset(of: other.effects))
    }
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
    /// It is still wrong, and for another cause.
    case changed(Condition)
    /// Nothing is wrong any more with a subject, after some seconds.
    case ended(subject: String, seconds: Double)

    /// The key of a condition that is told.
    fileprivate var key: String? {
      switch self {
      case .began(let condition), .changed(let condition): condition.key
      case .ended: nil
      }
    }

    /// The change in one line.
    public var description: String {
      switch self {
      case .began(let condition): "\(condition.subject): \(condition.text)"
      case .changed(let condition): "\(condition.subject): still not well, and now \(condition.text)"
      case .ended(let subject, let seconds): "\(subject): well again after \(DurationText.text(seconds.rounded()))"
      }
    }
  }

  /// Seconds for which another cause, or one less grave, is kept back: two that take turns must not fill the log.
  private static let quiet = 60.0

  /// What is wrong now.
  private(set) var known: Set<Condition> = []
  /// Since when something was wrong with each subject that was told.
  private var unwellSince: [String: Double] = [:]
  /// What was told last of a condition, and when.
  private struct Word {
    let subject: String
    let cause: String?
    let gravity: Int
    let time: Double
  }
  /// By key, as long as the subject is not well.
  private var told: [String: Word] = [:]
  /// The keys of conditions that were held since they were told.
  private var unseen: Set<String> = []
  /// The key of what was told last of each subject.
  private var lastWords: [String: String] = [:]

  /// Nothing is wrong yet.
  public init() {}

  /// The changes from the last tick to one at `now`, in Unix seconds; what is new has been wrong since `start`, or since now. `holds` says of a
  /// condition that is not among them whether the tick has not looked: then it lasts. `muted` are others, that somebody else tells.
  public mutating func update(
    _ found: [Condition], muted: [Condition] = [], at now: Double, since start: Double? = nil,
    holds: (Condition) -> Bool = { _ in false }
  ) -> [Change] {
    let gone = known.subtracting(found)
    let held = gone.filter(holds)
    let conditions = found + held
    let keys = Set(conditions.map(\.key))
    // A source whose server is away is not well, whatever was said of it before.
    let unwell = Set((conditions + muted).flatMap { [$0.subject] + $0.affected })
    var changes: [Change] = []
    for (subject, begin) in unwellSince.sorted(by: { $0.key < $1.key }) where !unwell.contains(subject) {
      changes.append(.ended(subject: subject, seconds: max(0, now - begin)))
      unwellSince[subject] = nil
    }
    told = told.filter { unwellSince[$0.value.subject] != nil }
    lastWords = lastWords.filter { unwellSince[$0.key] != nil }
    for condition in found {
      let subject = condition.subject
      if unwellSince[subject] == nil { unwellSince[subject] = start ?? now }
      if let last = told[condition.key] {
        // Two faults of one subject may take turns; the log must not end with the one that is over.
        let isPassed = lastWords[subject].map { $0 != condition.key && !keys.contains($0) } ?? false
        let isOther = last.cause != condition.cause || last.gravity != condition.gravity || isPassed || unseen.contains(condition.key)
        guard condition.gravity > last.gravity || isOther && abs(now - last.time) >= Self.quiet else { continue }
        changes.append(.changed(condition))
      } else {
        changes.append(.began(condition))
      }
      told[condition.key] = Word(subject: subject, cause: condition.cause, gravity: condition.gravity, time: now)
      lastWords[subject] = condition.key
    }
    known = Set(conditions)
    // One that nobody looked at for a while may have been over in between.
    unseen = unseen.intersection(keys).subtracting(changes.compactMap(\.key))
    unseen.formUnion(held.map(\.key))
    return changes
  }
}
