/// A number whose grammar has been checked and that has not been converted yet: most lines are only checked.
///
/// The grammar is Go's `ParseFloat` as Prometheus narrows it: decimal with optional point and exponent, `inf`, `infinity` and `nan` in any
/// case, a sign except before `nan`; no hexadecimal, no underscores. What rounds to infinity is out of range, as in Go.
struct ScannedFloat {
  /// Go has no cap. The longest exact decimal of a double has under 1 100 digits; what is longer is no number of an exporter.
  static let maximumLength = 4096

  private var special: Double?
  private var isNegative = false
  /// The first 19 significant digits.
  private var mantissa: UInt64 = 0
  private var digitCount = 0
  /// The value is `0.d1d2d3… × 10^magnitude`, with d1 not zero.
  private var magnitude = 0
  /// Where the digits and the point stand.
  private var digits: Range<Int> = 0..<0

  /// Nil where the bytes are no number.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty, range.count <= Self.maximumLength else { return nil }
    var at = range.lowerBound
    var hasSign = false
    if bytes[at] == 0x2B || bytes[at] == 0x2D {
      isNegative = bytes[at] == 0x2D
      hasSign = true
      at += 1
    }
    let rest = at..<range.upperBound
    if Self.equals(bytes, rest, Self.infWord) || Self.equals(bytes, rest, Self.infinityWord) {
      special = isNegative ? -Double.infinity : Double.infinity
      return
    }
    if !hasSign, Self.equals(bytes, rest, Self.nanWord) {
      special = Double.nan
      return
    }
    guard scanDigits(bytes, &at, range.upperBound), let exponent = Self.scanExponent(bytes, &at, range.upperBound), at == range.upperBound
    else { return nil }
    magnitude += exponent
  }

  /// True where conversion cannot overflow: everything below 10^308 is finite.
  var isCertainlyFinite: Bool { special != nil || digitCount == 0 || magnitude <= 308 }

  /// The correctly rounded double; nil where it would round to infinity.
  func value(_ bytes: [UInt8]) -> Double? {
    if let special { return special }
    // All of 10^-324 and below is under half of the least double.
    if digitCount == 0 || magnitude <= -324 { return isNegative ? -0.0 : 0.0 }
    if magnitude > 309 { return nil }
    let exponent = magnitude - digitCount
    if digitCount <= 19, mantissa <= 1 << 53, abs(exponent) <= 22 {
      // Mantissa and power are exact doubles, so the one operation rounds once: correct (Clinger 1990).
      let power = Self.powersOfTen[abs(exponent)]
      let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -magnitude : magnitude
    }
    // A plain form, so that nothing hangs on how wide the library's own grammar is.
    var text = isNegative ? "-" : ""
    text += String(decoding: bytes[digits].lazy.filter(ASCII.isDigit).drop { $0 == 0x30 }, as: UTF8.self)
    text += "e\(exponent)"
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private mutating func scanDigits(_ bytes: [UInt8], _ at: inout Int, _ end: Int) -> Bool {
    let start = at
    var (sawDigit, sawPoint) = (false, false)
    while at < end {
      let byte = bytes[at]
      if ASCII.isDigit(byte) {
        sawDigit = true
        if byte != 0x30 || digitCount > 0 {
          if digitCount < 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30) }
          digitCount += 1
          if !sawPoint { magnitude += 1 }
        } else if sawPoint {
          magnitude -= 1
        }
      } else if byte == 0x2E, !sawPoint {
        sawPoint = true
      } else {
        break
      }
      at += 1
    }
    digits = start..<at
    return sawDigit
  }

  /// The exponent, held at ±100 000, which is beyond every mantissa of the allowed length; 0 where there is none, nil where it is broken.
  private static func scanExponent(_ bytes: [UInt8], _ at: inout Int, _ end: Int) -> Int? {
    guard at < end, bytes[at] | 0x20 == 0x65 else { return 0 }
    at += 1
    guard at < end else { return nil }
    let isNegative = bytes[at] == 0x2D
    if bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
    let start = at
    var exponent = 0
    while at < end, ASCII.isDigit(bytes[at]) {
      exponent = min(exponent * 10 + Int(bytes[at] - 0x30), 100_000)
      at += 1
    }
    guard at > start else { return nil }
    return isNegative ? -exponent : exponent
  }

  /// Whether the bytes are this word of lower-case letters, in any case.
  private static func equals(_ bytes: [UInt8], _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    guard range.count == word.count else { return false }
    for (offset, letter) in word.enumerated() {
      let byte = bytes[range.lowerBound + offset]
      guard byte == letter || byte == letter ^ 0x20 else { return false }
    }
    return true
  }

  private static let infWord = Array("inf".utf8)
  private static let infinityWord = Array("infinity".utf8)
  private static let nanWord = Array("nan".utf8)

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
