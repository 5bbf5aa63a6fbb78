/// What an expression can hold, for the reference.
public struct ExpressionReference: Sendable {
  /// A function or a structured form.
  public struct Entry: Sendable {
    /// How it is written.
    public let usage: String
    /// What it gives.
    public let summary: String
  }

  /// The functions that can be called.
  public let functions = Function.allCases.map { Entry(usage: $0.usage, summary: $0.summary) }
  /// The structured forms.
  public let forms = ExpressionForm.allCases.map { Entry(usage: $0.usage, summary: $0.summary) }
  /// The operators, from the loosest to the tightest; those of one list bind alike.
  public let operators: [[String]]

  /// The reference of expressions.
  public init() {
    let binary = Dictionary(grouping: BinaryOperator.allCases, by: \.precedence).mapValues { $0.map(\.rawValue) }
    let words = binary.merging([BinaryOperator.comparisonPrecedence: ["in"], BinaryOperator.coalescePrecedence: ["??"]]) { $0 + $1 }
    // Those that are not between two operands stand at the ends: the ternary is the loosest, signs in front are the tightest.
    operators = [["?:"]] + words.sorted { $0.key < $1.key }.map(\.value) + [[UnaryOperator.negate.rawValue, UnaryOperator.not.rawValue]]
  }
}
