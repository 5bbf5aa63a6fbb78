public import Diagnostics

/// A field of a source's record: what it is called, what it may be, and what stands for it when it is not there.
public struct RecordField: Sendable {
  /// What a field of a record can hold.
  public enum Kind: String, Sendable, CaseIterable {
    case number, text, boolean, time
  }

  /// What happens to a number outside its range.
  public enum Outside: String, Sendable, CaseIterable {
    /// The record is invalid.
    case invalid
    /// The nearer end of the range is taken.
    case clamp
  }

  /// What stands for a field that is not there.
  public enum Absence: Sendable, Hashable {
    /// Nothing: the record is invalid without it.
    case required
    /// The field is missing, which expressions can deal with.
    case missing
    /// This value.
    case value(Constant)
  }

  /// Its name in expressions.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// Its name in the data, where that differs from its name in expressions.
  public let key: String
  /// What it holds.
  public let kind: Kind
  /// Its type in expressions.
  public let type: ValueType
  /// Where a number may lie; nil is any finite number.
  public let range: Interval?
  /// What happens outside `range`.
  public let outside: Outside
  /// What happens when it is not there.
  public let absence: Absence
  /// Where the value stands that `absence` gives, if it gives one.
  let defaultSpan: SourceSpan?
  /// How a number of a time is meant.
  public let scale: TimeText.Scale
}
