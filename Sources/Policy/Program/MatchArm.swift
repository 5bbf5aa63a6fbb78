/// One text of a `match` and what it gives.
public struct MatchArm: Sendable {
  /// The text, compared byte by byte.
  public let text: String
  /// What it gives.
  public let value: Register
}
