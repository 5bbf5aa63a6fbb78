/// One part of a weighted sum.
public struct WeightedTerm: Sendable {
  /// What the value is multiplied by.
  public let weight: Double
  /// The value.
  public let value: Register
}
