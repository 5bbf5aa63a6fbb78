/// What one source gave to a tick, after freshness and fallback: the values that every expression sees.
public struct SourceSnapshot: Sendable {
  /// The source's name.
  public let name: String
  /// A column for each field: one row for each entity, or one.
  public let columns: [Column]
  /// What each record was.
  public let states: [RecordState]
  /// What stands for each record.
  public let outcomes: [Outcome]
  /// Seconds since the data that stands for each record was true; nan where nothing or a default stands for it.
  public let ages: [Double]
  /// Records whose last known good is too old.
  public let tooOld: Int
  /// Optional fields that could not be used.
  public let unusableFields: Int
  /// The keys under which the records are, where the source has keys: a column of texts for each of its templates, missing where a record
  /// has no key.
  public let keys: [Column]
  /// Keys that did not fit.
  public let skippedKeys: Int
  /// What was wrong, for a person: the fault of the read, or the first of the records.
  public let fault: PluginFault?
  /// Seconds that the read took.
  public let readSeconds: Double

  /// How many records were in a state.
  public func count(_ state: RecordState) -> Int { states.count { $0 == state } }
  /// How many records have an outcome.
  public func count(_ outcome: Outcome) -> Int { outcomes.count { $0 == outcome } }
}
