/// The value of one series of a metric.
public struct MetricSample: Sendable, Hashable {
  /// The metric's name.
  public let metric: String
  /// What tells the series apart, in the order of the policy.
  public let labels: [Label]
  /// Its value.
  public let value: Double

  /// A label with its text.
  public struct Label: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Its text.
    public let value: String

    /// A label.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
