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
  /// Whether there was a last known good for each record, and it is too old now.
  public let isTooOld: [Bool]
  /// Optional fields that could not be used.
  public let unusableFields: Int
  /// What was wrong with each field of the records that were read, by its index.
  public let fieldFaults: [Int: RecordBatch.FieldFaults]
  /// The fields of which a value was held to its range, by index.
  public let heldFields: [Int: RecordBatch.HeldField]
  /// The keys under which the records are, where the source has keys: a column of texts for each of its templates, missing where a record
  /// has no key.
  public let keys: [Column]
  /// Keys that did not fit.
  public let skippedKeys: Int
  /// What was wrong, for a person: the fault of the read, or the first of the records.
  public let fault: PluginFault?
  /// Seconds that the read took.
  public let readSeconds: Double
  /// What came, as it came, whatever stands for it now; nil unless the tick was asked to keep it.
  public let raw: RawRecords?
  /// The fields that were never read of a last known good record that stands here, because nobody wanted them then.
  var unreadFields: Set<Int> = []

  /// The same under another name.
  func named(_ other: String) -> SourceSnapshot {
    name == other
      ? self
      : SourceSnapshot(
        name: other, columns: columns, states: states, outcomes: outcomes, ages: ages, isTooOld: isTooOld, unusableFields: unusableFields,
        fieldFaults: fieldFaults, heldFields: heldFields, keys: keys, skippedKeys: skippedKeys, fault: fault, readSeconds: readSeconds,
        raw: raw, unreadFields: unreadFields)
  }

  /// How many records have a last known good that is too old.
  public var tooOld: Int { isTooOld.count { $0 } }
  /// How many records were in a state.
  public func count(_ state: RecordState) -> Int { states.count { $0 == state } }
  /// How many records have an outcome.
  public func count(_ outcome: Outcome) -> Int { outcomes.count { $0 == outcome } }
}
