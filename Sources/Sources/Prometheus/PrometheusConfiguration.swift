public import Diagnostics
internal import HTTPFetch
public import Policy

/// What a policy says of a `prometheus` source.
public struct PrometheusConfiguration: SourceConfiguration {
  let url: Secret
  let urlSpan: SourceSpan
  let metrics: [PrometheusMetric]

  /// Of more series than this, a message names the first.
  private static let shownSeries = 5

  /// A number for each metric.
  public var fields: [RecordField] { metrics.map(\.field) }
  /// No keys.
  public var templates: [KeyTemplate] { [] }
  /// The series.
  public func origin(under keys: [String]) -> String? {
    // Long series are shortened one by one, so that none hides another.
    let series =
      metrics.prefix(Self.shownSeries).map { "`\($0.selector.text.shown(limit: 120))`" } + (metrics.count > Self.shownSeries ? ["…"] : [])
    let and = metrics.contains { $0.selector.hasLabels } ? " with just these labels" : " without labels"
    return "no series " + series.joined(separator: ", ") + and + " on the page"
  }
  /// The URL.
  public var address: SourceSpan? { urlSpan }
  /// The address of the page.
  public func place(entity: String?) -> String? { HTTPFetch.redacted(url.revealed) }
  /// The series.
  public func name(ofField field: Int) -> String? { metrics.indices.contains(field) ? metrics[field].selector.text : nil }
  /// It finds no entities.
  public var entities: EntityProvision { .none }
}

/// A field and the series that gives it.
struct PrometheusMetric: Sendable {
  let field: RecordField
  let selector: SeriesSelector
}
