public import Diagnostics

/// A policy that has been read and checked whole: all that the engine needs, and nothing that can still be wrong.
public struct CheckedPolicy: Sendable {
  /// The files that made it up.
  public let layers: PolicyLayers
  /// Its name.
  public let name: String
  /// One line for people.
  public let title: String?
  /// What it does, for people.
  public let about: String?
  /// Whether consumers act on it.
  public let mode: Mode
  /// Seconds between ticks.
  public private(set) var every: Double
  /// Where `every` stands, if it is written.
  let everySpan: SourceSpan?
  /// What the entities are called, such as `symbol`; nil for a policy with one row.
  public let entity: String?
  /// Its settings.
  public let params: [Param]
  /// Its sources in an order in which each follows those it needs.
  public let sources: [SourceDeclaration]
  /// Its named values in the order of the file.
  public let values: [NamedValue]
  /// Its sinks in the order of the file.
  public let sinks: [SinkDeclaration]
  /// Its checks in the order of the file.
  public let checks: [CheckDeclaration]
  /// Its metrics in the order of the file.
  public let metrics: [MetricDeclaration]
  /// How many series each of its metrics may have.
  public let seriesLimit: Int
  /// The routes of its `api` in the order of the file.
  public let routes: [RouteDeclaration]
  /// The connections that its sources and sinks use, in the order of the file.
  public let connections: [UsedConnection]
  /// Which way its outputs are dangerous, in the order of the file.
  public let risks: [Risk]
  /// What is used by what is written.
  let uses: PolicyUses
  /// The expressions, compiled.
  public let program: Program
  /// The registers of `now` and, where there are entities, of the entity's name: inputs that no source gives.
  public let builtins: Builtins
  /// The file that it was read from.
  public let file: SourceFile

  /// How many series a metric may have where the policy does not say.
  static let usualSeriesLimit = 10_000

  /// The policy with other seconds between ticks: a shadow ticks with its primary, whatever its file says.
  public func ticking(every seconds: Double) -> CheckedPolicy {
    var policy = self
    policy.every = seconds
    return policy
  }

  /// All that writes: its sinks, and what its checks publish by. The outputs of the latter are in registers of their checks' programs.
  public var writers: [SinkDeclaration] { sinks + checks.compactMap(\.publish) }

  /// Inputs of the program that the engine itself gives.
  public struct Builtins: Sendable {
    /// The time of the tick.
    public let now: Register
    /// The names of the entities.
    public let entity: Register?
  }
}
