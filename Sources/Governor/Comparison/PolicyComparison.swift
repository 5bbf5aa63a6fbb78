public import Policy

/// What would change where one policy's outputs take the place of others: those of another policy, or those that stand in a server.
public struct PolicyComparison: Sendable {
  /// One output of one entity that would change.
  public struct Change: Sendable {
    /// The entity; nil where the sink writes one row.
    public let entity: String?
    /// What it is.
    public let was: DerivedValue
    /// What it would be.
    public let wouldBe: DerivedValue
    /// How much more it would be; nil for what is no number.
    public let difference: Double?
    /// The difference in percent of what it was; nil where that was 0, and for what is no number.
    public let percent: Double?

    init(entity: String?, was: DerivedValue, wouldBe: DerivedValue) {
      self.entity = entity
      self.was = was
      self.wouldBe = wouldBe
      difference = was.number.flatMap { old in wouldBe.number.map { $0 - old } }
      percent = difference.flatMap { difference in was.number.flatMap { $0 == 0 ? nil : difference / abs($0) * 100 } }
    }
  }

  /// One output that both sides have.
  public struct Output: Sendable {
    /// The sink that would write it.
    public let sink: String
    /// Its name.
    public let name: String
    /// Its type.
    public let type: ValueType
    /// What would change, the largest difference first.
    public let changes: [Change]
    /// How many rows would stay as they are.
    public let unchanged: Int
  }

  /// A row that one side alone has.
  public struct LoneRow: Sendable {
    /// The sink.
    public let sink: String
    /// The entity; nil where the sink writes one row.
    public let entity: String?
    /// Why the other side has it not, or why neither has.
    public let reason: String
    /// Whether its key would be deleted.
    public let isDeleted: Bool

    init(sink: String, entity: String?, reason: String, isDeleted: Bool = false) {
      self.sink = sink
      self.entity = entity
      self.reason = reason
      self.isDeleted = isDeleted
    }
  }

  /// What the outputs are: a policy's name, its file where both policies have one name, or words for a server.
  public let was: String
  /// The policy whose outputs they would be; its file where both have one name.
  public let wouldBe: String
  /// What an entity is called; nil for a policy without.
  public let entity: String?
  /// The time of the comparison in Unix seconds.
  public let now: Double
  /// The sources that were read once for both.
  public let shared: [String]
  /// The sources of the second policy that were read for it alone.
  public let separate: [String]
  /// Outputs that both have, in the order of the second policy.
  public let outputs: [Output]
  /// Outputs that were not compared, as `sink.output`, with the reason.
  public let left: [(output: String, reason: String)]
  /// Rows that there are, and that would not be written.
  public let onlyWas: [LoneRow]
  /// Rows that would be written, and that there are not.
  public let onlyWouldBe: [LoneRow]
  /// Rows that neither side has.
  public let neither: [LoneRow]
  /// Rows of which nobody can tell, because something else stands under their keys.
  public let obstructed: [LoneRow]
  /// In what two sinks differ beyond their values: keys, lifetimes, modes; a sentence each.
  public let notes: [String]
  /// What the checks say that both policies ask in each tick; none against what is stored.
  public var checks: [ComparedCheck] = []

  /// How many rows both sides have.
  public var comparedRows: Int {
    Dictionary(grouping: outputs, by: \.sink).values.reduce(0) { sum, outputs in
      sum + (outputs.map { $0.changes.count + $0.unchanged }.max() ?? 0)
    }
  }

  /// Whether there was anything to compare: a comparison of nothing must not pass for one without differences.
  public var hasCompared: Bool { comparedRows > 0 || hasDifferences }

  /// Whether anything would change.
  public var hasDifferences: Bool {
    !onlyWas.isEmpty || !onlyWouldBe.isEmpty || outputs.contains { !$0.changes.isEmpty } || checks.contains { !$0.changes.isEmpty }
  }

  /// Sorts changes by what they amount to; what has no difference comes first, because a text took another's place.
  static func sorted(_ changes: [Change]) -> [Change] {
    changes.sorted { one, other in
      let (a, b) = (one.difference.map(abs) ?? .infinity, other.difference.map(abs) ?? .infinity)
      return a == b ? (one.entity ?? "") < (other.entity ?? "") : a > b
    }
  }
}
