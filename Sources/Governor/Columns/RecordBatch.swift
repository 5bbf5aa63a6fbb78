/// Records as columns, as a source has read them: a row for each record, a column for each field.
public struct RecordBatch: Sendable {
  /// What a row is before anyone asks how old it is.
  public enum RowState: UInt8, Sendable {
    /// The record is there and good.
    case present
    /// None of its fields is there.
    case absent
    /// A field that must be good is not.
    case invalid
  }

  /// A column for each field; a cell that is not there is missing.
  public let columns: [Column]
  /// What each row is.
  public let states: [RowState]
  /// Optional fields that were there and could not be used: they are missing, and their records are good.
  public let unusableFields: Int
  /// The first thing that was wrong, for a person: for which a record is invalid, if there is one, else an optional field.
  public let firstFault: String?
  /// The row of that first fault.
  public let firstFaultRow: Int?
  /// What was wrong with each field, by its index; fields without fault have no entry.
  public let fieldFaults: [Int: FieldFaults]
  /// The fields of which a value lay outside its range and was held to it, by index; their records are good.
  public let heldFields: [Int: HeldField]

  /// Values of one field that lay outside its range and were held to it.
  public struct HeldField: Sendable, Hashable {
    /// How many there were.
    public internal(set) var count = 0
    /// The row of the first.
    public let row: Int
    /// The first as it came.
    public let value: Double
  }

  /// What was wrong with one field, over all records.
  public struct FieldFaults: Sendable, Hashable {
    /// Records without the field, which must have it.
    public internal(set) var missing = 0
    /// Records in which the field has no value that it may have.
    public internal(set) var unusable = 0
    /// The first row with a fault.
    public let row: Int
    /// What was wrong there, for a person.
    public let message: String
  }
  /// What came, as it came; nil unless the request asked for it.
  public let raw: RawRecords?

  /// How many records there are.
  public var rows: Int { states.count }
}
