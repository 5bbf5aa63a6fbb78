/// How two values are compared; texts and booleans only for equality.
public enum Comparison: Sendable, CaseIterable {
  /// `<`
  case less
  /// `<=`
  case lessOrEqual
  /// `>`
  case greater
  /// `>=`
  case greaterOrEqual
  /// `==`
  case equal
  /// `!=`
  case notEqual
}
