public import Diagnostics

/// A setting of a policy: a constant that expressions and keys can name.
public struct Param: Sendable {
  /// What a param can be.
  public enum Kind: String, Sendable, CaseIterable {
    case number, text, boolean, duration
  }

  /// Its name.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// Where its value stands: in the file, in one that extends it, or on the command line.
  public let valueSpan: SourceSpan
  /// Its type.
  public let type: ValueType
  /// Its value.
  public let constant: Constant
  /// The value as written, which is what a placeholder in a key takes.
  public let text: String
}
