internal import Policy

/// Reads `now`, `now - 40s` and `now + 1h`.
enum RelativeTime {
  /// Seconds after now, or nil where the text says something else.
  static func offset(_ text: String) -> Double? {
    guard text.hasPrefix("now") else { return nil }
    let rest = text.dropFirst(3).drop { $0 == " " }
    guard let sign = rest.first else { return 0 }
    guard sign == "-" || sign == "+", let seconds = DurationText.seconds(String(rest.dropFirst().drop { $0 == " " })) else { return nil }
    return sign == "-" ? -seconds : seconds
  }

  /// What was passed since the start, as a person writes it.
  static func text(_ seconds: Double) -> String { seconds == 0 ? "0s" : DurationText.text(seconds) }
}
