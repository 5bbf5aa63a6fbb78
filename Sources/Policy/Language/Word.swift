/// The names that a policy gives to things: letters, digits and `_`, not beginning with a digit.
public enum Word {
  /// Whether a byte can stand in a name.
  static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a text is a name.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !isDigit(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { isPart($0) } && !reserved.contains(text)
  }

  /// What to do about a text that is no name.
  static func help(for text: String) -> String {
    if reserved.contains(text) { return "the word means something in expressions: choose another" }
    let fixed = String(
      decoding: text.utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    return isName(fixed) ? "write `\(fixed)`" : "names are letters, digits and `_`, and begin with no digit"
  }

  /// Whether a byte is a decimal digit.
  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Words that mean something in expressions.
  static let reserved: Set<String> = ["true", "false", "in", "null"]
}
