public import Policy

/// What a policy says of a `prometheus` source.
public struct PrometheusConfiguration: SourceConfiguration {
  let url: Secret
  let metrics: [PrometheusMetric]

  /// A number for each metric.
  public var fields: [RecordField] { metrics.map(\.field) }
  /// No keys.
  public var templates: [KeyTemplate] { [] }
  /// The series.
  public func origin(under keys: [String]) -> String? {
    "no series " + metrics.map { "`\($0.selector.name)`" }.joined(separator: ", ") + " with just these labels on the page"
  }
  /// It finds no entities.
  public var entities: EntityProvision { .none }
}

/// A field and the series that gives it.
struct PrometheusMetric: Sendable {
  let field: RecordField
  let selector: SeriesSelector
}
