public import Diagnostics
public import Policy

/// A value of a derivation: what it is, how it came about, and from which others.
public struct DerivationNode: Sendable {
  /// What kind of thing has the value.
  public enum Kind: String, Sendable {
    /// A named value of the policy.
    case value
    /// A part of a formula, without a name.
    case formula
    /// A field of a source.
    case field
    /// A param of the policy.
    case param
    /// A literal, or made of literals only.
    case constant
    /// The entity, `now`, `mode` or `policy`.
    case builtin
  }

  /// A value that the node was computed from.
  public struct Operand: Sendable {
    /// Its part, such as `then` of a ternary or the text of a `match`; nil where its place says enough.
    public let role: String?
    /// Its place among the nodes of the derivation.
    public let node: Int
  }

  /// What kind of thing it is.
  public let kind: Kind
  /// Its name; nil for parts of formulas and literals.
  public let name: String?
  /// The formula; nil where there is none.
  public let expression: Expression?
  /// The operation, as the policy writes it: `*`, `clamp`, `first_of`.
  public let operation: String?
  /// Where it stands in the policy; nil for what the language itself gives.
  public let span: SourceSpan?
  /// Its value.
  public let value: DerivedValue
  /// What it was computed from, in the order written.
  public let operands: [Operand]
  /// What else is to be said of how it came about.
  public let detail: DerivationDetail?
  /// Why there is no value; nil where there is one.
  public let why: String?

  /// The formula as written; nil where there is none, or where it is no line of text.
  public var formula: String? { expression?.text }

  init(
    _ kind: Kind, name: String? = nil, expression: Expression? = nil, operation: String? = nil, span: SourceSpan? = nil,
    value: DerivedValue,
    operands: [Operand] = [], detail: DerivationDetail? = nil, why: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.expression = expression
    self.operation = operation
    self.span = span
    self.value = value
    self.operands = operands
    self.detail = detail
    self.why = why
  }
}
