public import Governor

/// All series of one metric, to be shown to a scraper.
public struct MetricFamily: Sendable {
  /// What its values mean.
  public enum Kind: String, Sendable, CaseIterable {
    /// A value that goes up and down.
    case gauge
    /// A value that only grows, or begins anew.
    case counter
    /// How many values lay where.
    case histogram
    /// Texts as labels; the value is always 1.
    case info
  }

  /// What one series shows.
  public enum Value: Sendable, Hashable {
    /// A number; nan and infinities are shown as such.
    case number(Double)
    /// A histogram, which is a series for each of its ends, a sum and a count.
    case histogram(Histogram)

    /// A whole number.
    public static func count(_ count: Int) -> Value { .number(Double(count)) }
  }

  /// One series.
  public struct Sample: Sendable, Hashable {
    /// What tells it from the others.
    public let labels: [MetricSample.Label]
    /// What it shows.
    public let value: Value

    /// A series.
    public init(labels: [MetricSample.Label] = [], _ value: Value) {
      self.labels = labels
      self.value = value
    }
  }

  /// The name, as Prometheus takes it; that of a counter ends in `_total`, that of an info in `_info`.
  public let name: String
  /// What its values mean.
  public let kind: Kind
  /// One line for people.
  public let help: String
  /// Its series, none with the labels of another.
  public var samples: [Sample]

  /// A metric.
  public init(_ name: String, _ kind: Kind, help: String, samples: [Sample] = []) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// The unit in which the values are, where the name ends in one that OpenMetrics knows.
  public var unit: String? { ["seconds", "bytes", "ratio"].first { openMetricsName.hasSuffix("_\($0)") } }

  /// What OpenMetrics calls it: without the suffix that its kind has.
  var openMetricsName: String {
    let suffix = kind == .counter ? "_total" : kind == .info ? "_info" : ""
    return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
  }
}
