public import Diagnostics
public import Policy

/// Why the outputs of one entity are what they are in one tick: a graph of values, each once, down to what the sources read.
public struct Derivation: Sendable {
  /// What one sink would write.
  public struct Sink: Sendable {
    /// Whether the row is written.
    public enum Verdict: String, Sendable {
      /// All its values are there.
      case written
      /// A source that it needs is withheld.
      case withheld
      /// A value is missing.
      case missing
      /// The sink does nothing in the policy's mode.
      case inactive
    }

    /// Its name.
    public let name: String
    /// Its plugin.
    public let type: String
    /// Where it stands.
    public let span: SourceSpan
    /// The key that it writes; nil where it has none.
    public let place: String?
    /// Whether the row is written.
    public let verdict: Verdict
    /// The modes of the policy in which the sink writes.
    public let modes: [Mode]
    /// Whether the key is deleted, because nothing is written to it.
    public let isDeleted: Bool
    /// The nodes, without operands to blame in turn, for which the row is not written.
    public let causes: [Int]
    /// What it writes, in order.
    public let outputs: [Output]
  }

  /// An output of a sink.
  public struct Output: Sendable {
    /// The name under which it is written.
    public let name: String
    /// Where it stands.
    public let span: SourceSpan
    /// Its value's place among the nodes.
    public let node: Int
  }

  /// The policy's name.
  public let policy: String
  /// The policy's mode.
  public let mode: Mode
  /// What an entity is called, and which one is explained; nil for a policy without.
  public let entity: (kind: String, name: String)?
  /// The time of the tick in Unix seconds.
  public let now: Double
  /// What each sink writes.
  public let sinks: [Sink]
  /// What the checks that the tick asked said of the entity; none where only some outputs are wanted.
  public let checks: [Check]
  /// All values, each once.
  public let nodes: [DerivationNode]
  /// The sources that some value needs, and the one that finds the entities.
  public let sources: [DerivedSource]
  /// What one changed cell would do to the outputs that are computed, the largest change first.
  public let sensitivities: [Sensitivity]
  /// Whether all changes were tried; where formulas go over very many entities, some are left out.
  public let triedAll: Bool
}

extension TickReport {
  /// Why the outputs of an entity are what they are; nil where the tick knows no such entity.
  ///
  /// The name is left out for a policy without entities. `outputs` restricts the derivation to outputs of these names. What came as
  /// text is in it where the tick was asked to keep it. `isOfHost` says that the tick is one of a running host, which has a memory of its own.
  public func derivation(of entity: String?, outputs: Set<String>? = nil, isOfHost: Bool = false) -> Derivation? {
    var row = 0
    if let entity {
      guard let found = snapshot.entities?.row(of: entity) else { return nil }
      row = found
    } else if policy.entity != nil {
      return nil
    }
    var builder = DerivationBuilder(self, entity: entity, row: row, isOfHost: isOfHost)
    return builder.build(outputs: outputs)
  }

  /// Where the value of a register in a row of the tick came from, without what other data would make of it. A tick without entities has row 0.
  public func derivation(of register: Register, row: Int) -> ValueDerivation {
    var builder = DerivationBuilder(self, entity: snapshot.entities.flatMap { row < $0.count ? $0.name(row) : nil }, row: row)
    return builder.build(from: register)
  }
}
