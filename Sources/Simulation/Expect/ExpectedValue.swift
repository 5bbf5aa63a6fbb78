internal import Governor
internal import Policy

/// What a value is expected to be.
enum ExpectedValue: Sendable {
  case number(Double, Tolerance)
  case text(String)
  case boolean(Bool)
  /// Unix seconds.
  case time(Double)
  /// Seconds after the time of the tick.
  case timeFromNow(Double)
  /// There is no value.
  case missing
  /// There is none because a source behind it is withheld.
  case withheld

  /// The value that a scalar means for a type; nil where it means none.
  init?(_ scalar: Scalar, for type: ValueType) {
    let text = scalar.text
    // Where it could be a text, only the plain word is the state.
    if scalar.style == .plain, text == "missing" || text == "withheld" {
      self = text == "missing" ? .missing : .withheld
      return
    }
    switch type {
    case .text: self = .text(text)
    case .boolean:
      guard let value = ["true": true, "false": false][text.lowercased()] else { return nil }
      self = .boolean(value)
    case .time:
      if let offset = RelativeTime.offset(text) {
        self = .timeFromNow(offset)
        return
      }
      let bytes = Array(text.utf8)
      guard let time = TimeText.parse(bytes.span, in: .seconds) else { return nil }
      self = .time(time)
    case .number(let unit):
      guard let number = Self.number(text, allowsDuration: unit == .seconds) else { return nil }
      self = number
    }
  }

  /// `1348`, `1348 ±0.01`, `1348 +- 1%`.
  static func number(_ text: String, allowsDuration: Bool = false) -> ExpectedValue? {
    let plain = text.replacing("+-", with: "±")
    let parts = plain.split(separator: "±", omittingEmptySubsequences: false).map { $0.trimmed }
    guard parts.count <= 2, let value = NumberText.parse(parts[0]) ?? (allowsDuration ? DurationText.seconds(parts[0]) : nil) else {
      return nil
    }
    guard parts.count == 2 else { return .number(value, .usual) }
    let isShare = parts[1].hasSuffix("%")
    guard let limit = NumberText.parse(isShare ? String(parts[1].dropLast()).trimmed : parts[1]), limit >= 0 else { return nil }
    return .number(value, isShare ? .relative(limit / 100) : .absolute(limit))
  }

  /// Whether a row of a column is that.
  func holds(_ column: Column, row: Int, now: Double) -> Bool {
    let state = column.states[row]
    switch self {
    case .missing: return state.isReplaceable
    case .withheld: return state.contains(.withheld)
    case .text(let text): return state.isPresent && column.isText && column.texts.string(row: row) == text
    case .number(let value, let tolerance): return state.isPresent && tolerance.allows(column.numbers[row], insteadOf: value)
    case .boolean(let value): return state.isPresent && column.numbers[row] == (value ? 1 : 0)
    // A written time is in whole seconds; a millisecond is more than arithmetic on Unix seconds loses.
    case .time(let time): return state.isPresent && abs(column.numbers[row] - time) <= 1e-3
    case .timeFromNow(let offset): return state.isPresent && abs(column.numbers[row] - now - offset) <= 1e-3
    }
  }
}

extension StringProtocol {
  /// The text without blanks round it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
