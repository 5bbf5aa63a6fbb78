/// How metrics are written for a scraper.
public enum ExpositionFormat: Sendable, CaseIterable {
  /// Prometheus' text, version 0.0.4: what everything reads.
  case prometheusText
  /// OpenMetrics 1.0.0 as text.
  case openMetrics

  /// The content type of an answer.
  public var contentType: String {
    switch self {
    case .prometheusText: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  var type: String {
    switch self {
    case .prometheusText: "text"
    case .openMetrics: "application"
    }
  }

  var subtype: String {
    switch self {
    case .prometheusText: "plain"
    case .openMetrics: "openmetrics-text"
    }
  }

  var version: String {
    switch self {
    case .prometheusText: "0.0.4"
    case .openMetrics: "1.0.0"
    }
  }
}
