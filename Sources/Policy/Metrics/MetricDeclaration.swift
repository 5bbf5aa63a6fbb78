public import Diagnostics

/// A metric of a policy: a gauge by an expression, or a counter of events.
public struct MetricDeclaration: Sendable {
  /// What it shows.
  public enum Kind: Sendable {
    /// The number in a register after each tick; a boolean is 0 or 1, a time its Unix seconds.
    case gauge(Register)
    /// How often an event happened; with `perEntity`, once for each entity that it concerned.
    case counter(Event, perEntity: Bool)
  }

  /// A label and the text in a register.
  public struct Label: Sendable {
    /// Its name.
    public let name: String
    /// The register of its value.
    public let register: Register
  }

  /// Its name, as Prometheus takes it.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// One line for people.
  public let help: String?
  /// What it shows.
  public let kind: Kind
  /// What tells its series apart.
  public let labels: [Label]
  /// Whether there is a series for each entity.
  public let cadence: Cadence

  /// Whether it counts, and only grows.
  public var isCounter: Bool { if case .counter = kind { true } else { false } }

  /// What OpenMetrics calls it: a counter without `_total`. Two metrics of one family cannot be shown side by side.
  public var family: String { isCounter && name.hasSuffix("_total") ? String(name.dropLast("_total".count)) : name }

  /// The registers of the policy's program that it reads.
  var reads: [Register] {
    let own: [Register] = if case .gauge(let register) = kind { [register] } else { [] }
    return own + labels.map(\.register)
  }
}
