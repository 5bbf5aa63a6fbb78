/// What one expression may cost before it is refused.
enum ExpressionLimits {
  /// Bytes of one scalar.
  static let bytes = 10_000
  /// Parts inside each other; a chain of operators counts one for each.
  static let depth = 200
  /// Findings about one expression; more would only bury the first ones.
  static let findings = 20
}
