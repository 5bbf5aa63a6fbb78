public import Policy

/// What came of a check in a tick.
public struct CheckReport: Sendable {
  /// What a check says of a row.
  public enum Verdict: UInt8, Sendable, CaseIterable {
    /// The condition is false.
    case allowed
    /// The condition is true.
    case violated
    /// A value behind the condition is missing or withheld: the check cannot tell.
    case undecided

    /// The word for it.
    public var word: String {
      switch self {
      case .allowed: "allowed"
      case .violated: "violated"
      case .undecided: "undecided"
      }
    }
  }

  /// The check's name.
  public let name: String
  /// The verdict of each entity, or the one of the tick.
  public let verdicts: [Verdict]
  /// Whether what is violated is also blocked: the policy is in mode `enforce`.
  public let isEnforced: Bool
  /// Whether `verdicts` has a row for each entity.
  public let cadence: Cadence
  /// What the check tells beside its verdicts, in the order of its `report`.
  public let report: [OutputBatch.Output]
  /// What became of the violations that it published; nil for a check that publishes nothing.
  public internal(set) var publication: SinkReport?

  /// The values of a tick that the check may not take, as they lie outside the range of what is given; it is undecided there.
  public internal(set) var outside: [Outside] = []

  /// Whether it decides nothing at all for want of a value, although nothing is withheld: of a field that nobody writes any more, for instance.
  public internal(set) var isBlind = false
  /// What is given, or stands in its condition, that a tick has for no entity at all.
  public internal(set) var lacking: [String] = []

  /// How many rows have a division by zero, an overflow or the like in the check's own formulas, or in what it publishes.
  public internal(set) var faults = 0
  /// Whether its condition is one of those, in how many rows.
  public internal(set) var undecidable = 0

  /// Values of one thing given that lie outside its range.
  public struct Outside: Sendable, Hashable {
    /// Its name.
    public let given: String
    /// The range that the check declares.
    public let range: Interval
    /// How many values lie outside.
    public internal(set) var count = 0
    /// The row of the first.
    public let row: Int
    /// The first.
    public let value: Double
  }

  /// How many rows have a verdict.
  public func count(_ verdict: Verdict) -> Int { verdicts.count { $0 == verdict } }

  /// The rows that are violated, ascending.
  var violated: [Int] { verdicts.indices.filter { verdicts[$0] == .violated } }
}
