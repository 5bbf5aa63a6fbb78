/// Reads durations: a number with a unit, or several in falling order: `30s`, `500ms`, `1h30m`.
public enum DurationText {
  /// Unit suffixes and their seconds.
  static let units: [(suffix: String, seconds: Double)] = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)]

  /// Seconds, or nil where the text is no duration.
  public static func seconds(_ text: String) -> Double? {
    var rest = Substring(text)
    var total = 0.0
    var last = Double.infinity
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(letters.count)
      guard let count = NumberText.parse(digits), let unit = units.first(where: { $0.suffix == letters }), unit.seconds < last else {
        return nil
      }
      // A thousandth is no double: 700 times it is not 0.7, and 700 by a thousand is.
      total += unit.suffix == "ms" ? count / 1000 : count * unit.seconds
      last = unit.seconds
    }
    return total.isFinite ? total : nil
  }

  private static let words: [(suffix: String, words: Set<String>)] = [
    ("ms", ["msec", "msecs", "millis", "millisecond", "milliseconds"]), ("s", ["sec", "secs", "second", "seconds"]),
    ("m", ["min", "mins", "minute", "minutes"]), ("h", ["hr", "hrs", "hour", "hours"]), ("d", ["day", "days"]),
  ]

  /// What to write instead of a text that is no duration, where the slip is a common one.
  static func help(for text: String) -> String? {
    if NumberText.parse(text) != nil { return "a duration has a unit: `\(text)s`, or `ms`, `m`, `h`, `d`" }
    var bare = text.lowercased().filter { !$0.isWhitespace }
    if seconds(bare) != nil { return "write `\(bare)`" }
    let number = bare.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let word = String(bare.dropFirst(number.count))
    guard let unit = words.first(where: { $0.words.contains(word) }) else { return nil }
    bare = number + unit.suffix
    return seconds(bare) != nil ? "write `\(bare)`" : nil
  }

  /// Seconds as a person would write them: `15m`, `1h30m`, `0.5s`.
  public static func text(_ seconds: Double) -> String {
    guard seconds > 0, seconds == seconds.rounded(), seconds < 1e9 else { return shortened(NumberFormat.text(seconds)) + "s" }
    var rest = Int(seconds)
    var text = ""
    for (suffix, size) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] where rest >= size {
      text += "\(rest / size)\(suffix)"
      rest %= size
    }
    return text
  }

  private static func shortened(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }
}
