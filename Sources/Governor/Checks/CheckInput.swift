/// What a check is given from outside, as it comes.
public enum CheckInput: Sendable, Hashable {
  /// A text, which is read as the check's field says: `"5000"` is a number where the field is one.
  case text(String)
  /// A number; a time is Unix seconds, or milliseconds where the field says so.
  case number(Double)
  /// True or false.
  case boolean(Bool)
}
