/// A value that the policy itself gives; numbers and times are finite.
public enum Constant: Sendable, Hashable {
  /// A number in the unit of its register.
  case number(Double)
  /// A text.
  case text(String)
  /// True or false.
  case boolean(Bool)
  /// Unix seconds.
  case time(Double)
}
