/// What one output of one entity would be, were one cell of one source another.
public struct Sensitivity: Sendable {
  /// How the other value was chosen.
  public enum Basis: String, Sendable {
    /// An end of the field's range.
    case range
    /// A tenth more or less, within the field's range.
    case tenth
    /// A text that some formula knows.
    case text
    /// The other boolean.
    case flip
  }

  /// The sink that writes the output.
  public let sink: String
  /// The output.
  public let output: String
  /// What the output is.
  public let before: DerivedValue
  /// The field, as `source.field`.
  public let field: String
  /// How the other value was chosen.
  public let basis: Basis
  /// What the field is.
  public let from: DerivedValue
  /// What it would be: of the values tried, the one that moves the output furthest.
  public let to: DerivedValue
  /// What the output would be then.
  public let after: DerivedValue
  /// How much the output would move; nil where it would be gone.
  public let change: Double?
}
