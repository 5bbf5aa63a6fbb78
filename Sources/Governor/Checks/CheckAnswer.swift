public import Policy

/// What a check says when it is asked about one entity.
public struct CheckAnswer: Sendable, Hashable {
  /// A value by its name.
  public struct Value: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value; nil where it is missing or withheld.
    public let value: Constant?

    /// A value.
    public init(name: String, value: Constant?) {
      self.name = name
      self.value = value
    }
  }

  /// Why a check cannot tell.
  public struct Reason: Sendable, Hashable, CustomStringConvertible {
    /// The reason as a word for machines.
    public let kind: Kind
    /// The values of the condition that are not known, if it is about values.
    public let names: [String]
    /// The reason in one line for a person, safe to show.
    public let description: String
  }

  /// The reasons why a check cannot tell; the raw values are words for machines and stay as they are.
  public enum Kind: String, Sendable, CaseIterable {
    /// No tick has ended yet.
    case noTick = "no_tick"
    /// The last tick that ended is too old to rest on.
    case staleTick = "stale_tick"
    /// The last tick could not find out which entities there are.
    case unknownEntities = "unknown_entities"
    /// The last tick found no entity of the name.
    case unknownEntity = "unknown_entity"
    /// A source behind a value of the condition is withheld.
    case withheld
    /// A value of the condition is missing.
    case missing
  }

  /// The check.
  public let check: String
  /// Who it was asked about, if anyone.
  public let entity: String?
  /// The verdict.
  public let verdict: CheckReport.Verdict
  /// Why there is none; nil where the check could tell.
  public let reason: Reason?
  /// The mode of the policy.
  public let mode: Mode
  /// The values of the policy that the condition reads, in its order.
  public let values: [Value]
  /// What the check reports, in its order. Where it cannot tell, the policy's values count as missing, so that `?? 0` gives a number.
  public let report: [Value]
  /// The number of the tick whose values were used; nil where there was none, or it was too old.
  public let tick: Int?
  /// How many seconds ago that tick had read its sources.
  public let age: Double?

  /// Whether consumers act on the verdict.
  public var isEnforced: Bool { mode == .enforce }
  /// Whether what was asked about is to be stopped: violated, in a policy that enforces.
  public var isBlocked: Bool { verdict == .violated && isEnforced }
}
