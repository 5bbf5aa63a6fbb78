public import Policy

/// What a policy says of a `prometheus` source.
public struct PrometheusConfiguration: SourceConfiguration {
  let url: Secret
  let metrics: [PrometheusMetric]

  /// A number for each metric.
  public var fields: [RecordField] { metrics.map(\.field) }
  /// No keys.
  public var templates: [KeyTemplate] { [] }
  /// It finds no entities.
  public var entities: EntityProvision { .none }
}

/// A field and the series that gives it.
struct PrometheusMetric: Sendable {
  let field: RecordField
  let selector: SeriesSelector
}
