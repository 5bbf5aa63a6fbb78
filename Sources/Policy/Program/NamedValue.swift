public import Diagnostics

/// A named value of a policy that compiled.
public struct NamedValue: Sendable {
  /// Its name.
  public let name: String
  /// The formula as written.
  public let expression: Expression
  /// The register that holds it.
  public let register: Register
  /// Where its name stands.
  public let span: SourceSpan
}
