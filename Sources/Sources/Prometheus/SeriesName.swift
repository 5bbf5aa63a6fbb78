internal import Diagnostics
internal import Policy

/// The name of a metric as a policy writes it.
enum SeriesName {
  /// The name; throws where it is a selector, as queries have it: no page of text has such a name.
  static func checked(_ name: String) throws -> String {
    guard name.contains(where: { "{}\"=".contains($0) || $0.isWhitespace }) else { return name }
    throw FieldFault("a metric's name has no braces, quotes or blanks", help: help(name))
  }

  /// What to write in the place of `name{label="value"}`.
  private static func help(_ name: String) -> String {
    let general = "write the name alone, and its labels as `labels: {zone: a}`"
    guard let open = name.firstIndex(of: "{"), let close = name.lastIndex(of: "}"), open < close else { return general }
    let plain = name[..<open].trimmed
    guard PrometheusText.isValid(metricName: plain), name[name.index(after: close)...].trimmed.isEmpty else { return general }
    var labels: [String] = []
    for label in name[name.index(after: open)..<close].split(separator: ",") {
      let sides = label.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard sides.count == 2, PrometheusText.isValid(labelName: sides[0]), let value = unquoted(sides[1]) else { return general }
      labels.append("\(sides[0]): \(JSONText.string(value))")
    }
    return "write `name: \(plain), labels: {\(labels.joined(separator: ", ").shown(limit: 200))}`"
  }

  /// What stands between the quotes; nil where that is not plain, or no `=` stood before it alone.
  private static func unquoted(_ text: String) -> String? {
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
    let inside = text.dropFirst().dropLast()
    return inside.contains("\"") || inside.contains("\\") ? nil : String(inside)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}
