/// A metric that has had more series than its policy allows.
public struct CutMetric: Sendable, Hashable {
  /// The metric's name.
  public let name: String
  /// How many series it may have.
  public let limit: Int
  /// How many series the last tick left out.
  public let now: Int
  /// How many were left out in all ticks together.
  public let total: Int
}
