/// Writes JSON for machines that read logs and findings: strings escaped by the standard's rules.
public enum JSONText {
  /// A text as a JSON string, quotes included.
  public static func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  /// An object of members whose values are JSON already, in their order.
  public static func object(_ members: some Sequence<(String, String)>) -> String {
    "{" + members.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  /// An array of values that are JSON already.
  public static func array(_ items: some Sequence<String>) -> String { "[" + items.joined(separator: ",") + "]" }

  /// A text as a JSON string, or `null`.
  public static func optional(_ text: String?) -> String { text.map { string($0) } ?? "null" }
}
