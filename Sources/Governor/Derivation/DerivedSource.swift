public import Diagnostics

/// What one source gave to a derivation: the record of the entity, and what stands for it.
public struct DerivedSource: Sendable {
  /// A step of the fallback list.
  public struct Step: Sendable {
    /// The step as the policy says it.
    public let words: String
    /// Where it stands; nil for the `withhold` at the end of a list that does not say so.
    public let span: SourceSpan?
    /// Why it was passed over; nil for the step that holds.
    public let passed: String?
  }

  /// Its name.
  public let name: String
  /// Its plugin.
  public let type: String
  /// Where it stands.
  public let span: SourceSpan
  /// The key or address that was read; holds no secret.
  public let place: String?
  /// What the record was.
  public let state: RecordState
  /// What stands for it.
  public let outcome: Outcome
  /// Seconds since the data of the record as it was read was true, negative for data from the future; nil where nobody knows.
  public let readAge: Double?
  /// Seconds since the data that stands for the record was true; nil where none does.
  public let age: Double?
  /// Seconds at which data is stale; nil is never.
  public let staleAfter: Double?
  /// The steps of the fallback list down to the one that holds; none for a fresh record.
  public let steps: [Step]
  /// What a host that has run since before the record went stale would hold in its place, for a person; nil where it would hold nothing, and in
  /// a tick of a running host.
  public let remembered: String?
  /// What was wrong, for a person.
  public let fault: String?
}
