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

  /// Whether conditions of another policy say all that this one does.
  func isTold(by others: Set<Condition>) -> Bool { others.contains { $0 == self && effects.isSubset(of: $0.effects) } }

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
  /// What was told last of each condition, by its key, and when.
  private var told: [String: (cause: String?, gravity: Int, time: Double)] = [:]

  /// Nothing is wrong yet.
  public init() {}

  /// Forgets subjects that are not there any more: what nobody looks at is not well again.
  mutating func forget(where isGone: (String) -> Bool) {
    known = known.filter { !isGone($0.subject) }
    unwellSince = unwellSince.filter { !isGone($0.key) }
  }

  /// The changes from the last tick to one at `now`, in Unix seconds; what is new has been wrong since `start`, or since now.
  public mutating func update(_ conditions: [Condition], at now: Double, since start: Double? = nil) -> [Change] {
    // A source whose server is away is not well, whatever was said of it before.
    let unwell = Set(conditions.flatMap { [$0.subject] + $0.affected })
    var changes: [Change] = []
    for (subject, begin) in unwellSince.sorted(by: { $0.key < $1.key }) where !unwell.contains(subject) {
      changes.append(.ended(subject: subject, seconds: max(0, now - begin)))
      unwellSince[subject] = nil
    }
    for condition in conditions {
      if !known.contains(condition) {
        changes.append(.began(condition))
        if unwellSince[condition.subject] == nil { unwellSince[condition.subject] = start ?? now }
      } else if let last = told[condition.key],
        condition.gravity > last.gravity
          || (last.cause != condition.cause || last.gravity != condition.gravity) && abs(now - last.time) >= Self.quiet
      {
        changes.append(.changed(condition))
      } else {
        continue
      }
      told[condition.key] = (condition.cause, condition.gravity, now)
    }
    known = Set(conditions)
    let keys = Set(conditions.map(\.key))
    told = told.filter { keys.contains($0.key) }
    return changes
  }
}
