public import Diagnostics

/// A question that a policy can answer about an entity: is this allowed?
///
/// Its expressions are a program of their own, whose inputs are what the check is given and values of the policy's program. So it can be
/// asked in every tick, over all entities at once, and from outside about one.
public struct CheckDeclaration: Sendable {
  /// Where an input of the check's program comes from.
  public enum Input: Sendable {
    /// What the check is given, by its index.
    case given(Int)
    /// A value of the policy's program.
    case value(Register)
  }

  /// Its name.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// What it is given.
  public let given: [RecordField]
  /// The registers of the policy's program that give it in every tick, parallel to `given`; nil where the check is only asked from outside.
  public let eachTick: [Register]?
  /// Its expressions, compiled.
  public let program: Program
  /// Where the inputs of `program` come from, parallel to them.
  public let inputs: [Input]
  /// The register of `program` that is true where the check is violated.
  public let violated: Register
  /// What it tells beside its verdict, in registers of `program`.
  public let report: [SinkDeclaration.Output]
  /// Whether it has a verdict for each entity or one for the tick.
  public let cadence: Cadence
  /// The sink that gets a row for each violation of a tick; its outputs are in registers of `program`. Nil where it publishes nothing.
  public let publish: SinkDeclaration?
  /// The names of the policy that the condition reads, in their order, each with its register of `program`.
  public let condition: [Reading]

  /// A name that the condition reads.
  public struct Reading: Sendable {
    /// The name.
    public let name: String
    /// The register of its value.
    public let register: Register
    /// Its type.
    public let type: ValueType
  }

  /// The registers of the policy's program that it reads.
  var reads: [Register] {
    (eachTick ?? []) + inputs.compactMap { if case .value(let register) = $0 { register } else { nil } }
  }
}
