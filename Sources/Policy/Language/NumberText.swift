#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads decimal numbers from bytes: `[+-] digits [. digits] [e [+-] digits]`, where one side of the point may be empty;
/// the whole of the bytes, finite.
///
/// `nan`, infinities, hex floats, digit separators, empty text and spaces are no numbers. The result is the nearest double.
public enum NumberText {
  /// The number, or nil where the bytes are none or it is too large for a double.
  public static func parse(_ bytes: Span<UInt8>) -> Double? {
    guard let parts = DecimalParts(bytes) else { return nil }
    if let exact = parts.exactValue { return exact }
    return slow(bytes)
  }

  /// The number that a text is, by the same rule.
  public static func parse(_ text: some StringProtocol) -> Double? {
    let bytes = Array(text.utf8)
    return parse(bytes.span)
  }

  /// `strtod` on a terminated copy, for the few numbers that need more than 53 bits on the way. The grammar is checked already.
  private static func slow(_ bytes: Span<UInt8>) -> Double? {
    // Digits beyond this cannot change a double that has been read so far, save in contrived ties; such a text is refused.
    guard bytes.count <= 1024 else { return nil }
    // The copy lives as long as the closure, and strtod keeps nothing of it.
    let value = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { copy in
      for index in 0..<bytes.count { unsafe copy[index] = CChar(bitPattern: bytes[index]) }
      unsafe copy[bytes.count] = 0
      guard let start = copy.baseAddress else { return Double.nan }
      return unsafe strtod(start, nil)
    }
    return value.isFinite ? value : nil
  }
}

/// A decimal number taken apart.
private struct DecimalParts {
  private var negative = false
  private var mantissa: UInt64 = 0
  private var exponent = 0
  /// All digits are in `mantissa`.
  private var isComplete = true

  init?(_ bytes: Span<UInt8>) {
    var index = 0
    let count = bytes.count
    if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var digits = 0
    while index < count, Word.isDigit(bytes[index]) {
      take(bytes[index])
      digits += 1
      index += 1
    }
    if index < count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < count, Word.isDigit(bytes[index]) {
        take(bytes[index])
        exponent -= 1
        digits += 1
        index += 1
      }
    }
    guard digits > 0 else { return nil }
    if index < count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
      guard let written = Self.exponent(bytes, from: &index) else { return nil }
      exponent += written
    }
    guard index == count else { return nil }
  }

  private mutating func take(_ digit: UInt8) {
    guard isComplete, mantissa < 100_000_000_000_000_000 else {
      isComplete = false
      return
    }
    mantissa = mantissa * 10 + UInt64(digit - UInt8(ascii: "0"))
  }

  private static func exponent(_ bytes: Span<UInt8>, from index: inout Int) -> Int? {
    index += 1
    var negative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count, Word.isDigit(bytes[index]) else { return nil }
    var value = 0
    while index < bytes.count, Word.isDigit(bytes[index]) {
      value = min(100_000, value * 10 + Int(bytes[index] - UInt8(ascii: "0")))
      index += 1
    }
    return negative ? -value : value
  }

  /// The value where one correctly rounded operation on two exact doubles gives it, which is nearly always (Clinger's fast path).
  var exactValue: Double? {
    guard isComplete, mantissa <= 1 << 53, abs(exponent) <= 22 else { return nil }
    let power = Self.powersOfTen[abs(exponent)]
    let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    return negative ? -magnitude : magnitude
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
