/// Reads points in time: Unix seconds or milliseconds, whole or not, or RFC 3339.
public enum TimeText {
  /// How a number of a time is meant.
  public enum Scale: String, Sendable, CaseIterable {
    case seconds, milliseconds
  }

  /// Unix seconds, or nil where the bytes are no time.
  public static func parse(_ bytes: Span<UInt8>, in scale: Scale) -> Double? {
    if let number = NumberText.parse(bytes) { return scale == .seconds ? number : number / 1000 }
    return rfc3339(bytes)
  }

  /// `2026-01-28T10:00:00[.fraction](Z|±hh:mm)` as Unix seconds.
  static func rfc3339(_ bytes: Span<UInt8>) -> Double? {
    guard var reader = DigitReader(bytes) else { return nil }
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"), let day = reader.number(2),
      reader.skip("Tt"), let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
      let second = reader.number(2)
    else { return nil }
    let fraction = reader.skip(".") ? reader.fraction() : 0
    guard let fraction, let offset = reader.offset(), reader.isAtEnd else { return nil }
    guard (1...12).contains(month), (1...daysInMonth(month, year)).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
    let days = daysSinceEpoch(year: year, month: month, day: day)
    return Double(days * 86_400 + hour * 3600 + minute * 60 + second - offset) + fraction
  }

  private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.quotientAndRemainder(dividingBy: 400)
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = era.remainder * 365 + era.remainder / 4 - era.remainder / 100 + dayOfYear
    return era.quotient * 146_097 + dayOfEra - 719_468
  }
}

/// A cursor over the digits of a time.
private struct DigitReader {
  private var bytes: [UInt8] = []
  private var index = 0

  /// Takes up to 64 bytes: no time is longer.
  init?(_ span: Span<UInt8>) {
    guard span.count <= 64 else { return nil }
    for position in 0..<span.count { bytes.append(span[position]) }
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ choices: String) -> Bool {
    guard index < bytes.count, choices.utf8.contains(bytes[index]) else { return false }
    index += 1
    return true
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + count] {
      guard Word.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    index += count
    return value
  }

  /// The digits behind a point, at least one.
  mutating func fraction() -> Double? {
    let start = index
    while index < bytes.count, Word.isDigit(bytes[index]) { index += 1 }
    guard index > start else { return nil }
    return NumberText.parse("0." + String(decoding: bytes[start..<index], as: UTF8.self))
  }

  /// `Z` or `±hh:mm`, in seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Zz") { return 0 }
    let west = skip("-")
    guard west || skip("+"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
    return (west ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
