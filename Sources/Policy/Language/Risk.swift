public import Diagnostics

/// Which way a value or an output is dangerous.
public struct Risk: Sendable {
  /// The dangerous side.
  public enum Direction: String, Sendable, CaseIterable {
    /// The higher, the riskier.
    case higher
    /// The lower, the riskier.
    case lower
  }

  /// The name of the value or output.
  public let name: String
  /// Where the name stands under `risk`.
  public let span: SourceSpan
  /// The dangerous side.
  public let direction: Direction
  /// The registers that the name stands for: of the value, and of outputs of that name.
  public let registers: [Register]
}
