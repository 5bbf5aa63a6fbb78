internal import Governor
internal import Policy

/// Writes metrics as text. The same families always give the same bytes.
struct ExpositionWriter {
  private let format: ExpositionFormat
  private(set) var bytes: [UInt8] = []

  init(_ format: ExpositionFormat) {
    self.format = format
  }

  /// The whole text of some families.
  static func text(_ families: [MetricFamily], _ format: ExpositionFormat) -> [UInt8] {
    var writer = ExpositionWriter(format)
    for family in families { writer.write(family) }
    if format == .openMetrics { writer.append("# EOF\n") }
    return writer.bytes
  }

  private mutating func write(_ family: MetricFamily) {
    let (name, type) = named(family)
    append("# HELP \(name) ")
    escape(family.help, quotes: format == .openMetrics)
    append("\n# TYPE \(name) \(type)\n")
    if format == .openMetrics, let unit = family.unit { append("# UNIT \(name) \(unit)\n") }
    for sample in family.samples {
      switch sample.value {
      case .number(let number): line(family.name, sample.labels, number)
      case .histogram(let histogram): write(histogram, family.name, sample.labels)
      }
    }
  }

  /// Under which name and type a family is announced. The names of its series are the same in both formats, so that what a scraper prefers
  /// makes no other series: a counter without `_total` is of unknown type in OpenMetrics, which would have it end so.
  private func named(_ family: MetricFamily) -> (name: String, type: String) {
    guard format == .openMetrics else { return (family.name, family.kind == .info ? "gauge" : family.kind.rawValue) }
    let name = family.openMetricsName
    let needsSuffix = family.kind == .counter || family.kind == .info
    guard !needsSuffix || name != family.name else { return (family.name, family.kind == .counter ? "unknown" : "gauge") }
    return (name, family.kind.rawValue)
  }

  private mutating func write(_ histogram: Histogram, _ name: String, _ labels: [MetricSample.Label]) {
    for (end, count) in zip(histogram.bounds, histogram.cumulative) {
      line("\(name)_bucket", labels + [.init(name: "le", value: NumberFormat.text(end))], Double(count))
    }
    line("\(name)_bucket", labels + [.init(name: "le", value: "+Inf")], Double(histogram.count))
    // A sum that can fall is no counter, and OpenMetrics has it only where no end lies below 0.
    if histogram.bounds.first.map({ $0 >= 0 }) ?? true { line("\(name)_sum", labels, histogram.sum) }
    line("\(name)_count", labels, Double(histogram.count))
  }

  private mutating func line(_ name: String, _ labels: [MetricSample.Label], _ value: Double) {
    append(name)
    if !labels.isEmpty {
      for (index, label) in labels.enumerated() {
        append(index == 0 ? "{" : ",")
        append(label.name)
        append("=\"")
        escape(label.value, quotes: true)
        append("\"")
      }
      append("}")
    }
    append(" ")
    append(Self.text(value))
    append("\n")
  }

  /// A number as both formats take it: whole ones without a point, as far as a double holds them exactly.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if abs(value) < 9_007_199_254_740_992, value == value.rounded() { return "\(Int64(value))" }
    return "\(value)"
  }

  private mutating func escape(_ text: String, quotes: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\"") where quotes: append("\\\"")
      default: bytes.append(byte)
      }
    }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }
}
