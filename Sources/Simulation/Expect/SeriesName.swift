internal import Governor

/// One series of a metric, as Prometheus writes it: `name`, or `name{label="text",other="text"}`.
struct SeriesName: Sendable, CustomStringConvertible {
  let metric: String
  let labels: [String: String]

  /// The series that a text names; nil where it names none.
  init?(_ text: String) {
    guard let brace = text.firstIndex(of: "{") else {
      guard !text.isEmpty, !text.contains(where: { " }\",=".contains($0) }) else { return nil }
      (metric, labels) = (text, [:])
      return
    }
    guard let labels = Self.labels(text[brace...].dropFirst()), brace > text.startIndex else { return nil }
    metric = text[..<brace].trimmed
    self.labels = labels
  }

  /// The series of a sample.
  init(_ sample: MetricSample) {
    metric = sample.metric
    labels = Dictionary(sample.labels.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private static func labels(_ text: Substring) -> [String: String]? {
    var rest = text.drop { $0 == " " }
    var labels: [String: String] = [:]
    while rest.first != "}" {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let name = rest[..<equals].trimmed
      rest = rest[equals...].dropFirst().drop { $0 == " " }
      guard rest.first == "\"", !name.isEmpty, labels[name] == nil else { return nil }
      rest = rest.dropFirst()
      var value = ""
      while let next = rest.popFirst(), next != "\"" {
        guard next == "\\" else {
          value.append(next)
          continue
        }
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped == "n" ? "\n" : escaped)
      }
      labels[name] = value
      rest = rest.drop { $0 == " " }
      if rest.first == "," { rest = rest.dropFirst().drop { $0 == " " } } else if rest.first != "}" { return nil }
    }
    return rest.dropFirst().allSatisfy { $0 == " " } ? labels : nil
  }

  /// Whether a sample is of this series.
  func fits(_ sample: MetricSample) -> Bool {
    sample.metric == metric && SeriesName(sample).labels == labels
  }

  var description: String {
    guard !labels.isEmpty else { return metric }
    return metric + "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",") + "}"
  }
}
