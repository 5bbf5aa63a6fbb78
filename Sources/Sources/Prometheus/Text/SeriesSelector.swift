/// Names one series: a metric name and exactly this set of labels, in any order.
///
/// A label with an empty value is the same as no label. Names and values are compared byte by byte as UTF-8, as Prometheus does, not by
/// Unicode equivalence as Swift's strings do; equality and hash follow that.
struct SeriesSelector: Sendable, Hashable {
  /// The metric's name, such as `http_requests_total` or (quoted in the text) `my.metric`.
  let name: String
  /// The whole set of labels, by name.
  let labels: [String: String]
  /// The name, then each label by rising name: `FF name FE value`. UTF-8 has neither byte, so two series never share a key.
  let key: [UInt8]

  /// Names a series by its metric name and its whole set of labels.
  init(name: String, labels: [String: String] = [:]) {
    self.name = name
    self.labels = labels
    var key = Array(name.utf8)
    let present = labels.filter { !$0.value.utf8.isEmpty }.map { (name: Array($0.key.utf8), value: Array($0.value.utf8)) }
    for label in present.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      key.append(SeriesBuffer.labelMark)
      key.append(contentsOf: label.name)
      key.append(SeriesBuffer.valueMark)
      key.append(contentsOf: label.value)
    }
    self.key = key
  }

  /// Whether any text can hold this series: no name is empty, and no label is called `__name__`. Others are always absent: refuse them.
  var isValid: Bool {
    !name.utf8.isEmpty && labels.keys.allSatisfy { !$0.utf8.isEmpty && !$0.utf8.elementsEqual(ASCII.reservedLabel) }
  }

  /// Whether it has a label: one with an empty value is none.
  var hasLabels: Bool { labels.contains { !$0.value.utf8.isEmpty } }

  /// As a page shows it: `http_requests_total{code="200"}`.
  var text: String {
    guard !labels.isEmpty else { return name }
    return name + "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",") + "}"
  }

  /// Same bytes, same series.
  static func == (left: SeriesSelector, right: SeriesSelector) -> Bool { left.key == right.key }

  /// Hashes the bytes of name and labels.
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
