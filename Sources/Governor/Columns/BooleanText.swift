/// Reads booleans of data: `true`, `false`, `1`, `0`.
enum BooleanText {
  /// 1 or 0, or nil where the bytes are neither.
  static func parse(_ bytes: Span<UInt8>) -> Double? {
    switch bytes.count {
    case 1 where bytes[0] == UInt8(ascii: "1"): 1
    case 1 where bytes[0] == UInt8(ascii: "0"): 0
    case 4 where equals(bytes, "true"): 1
    case 5 where equals(bytes, "false"): 0
    default: nil
    }
  }

  private static func equals(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
    var index = 0
    for byte in word.description.utf8 {
      // Capital letters differ from small ones by one bit.
      guard bytes[index] | 0x20 == byte else { return false }
      index += 1
    }
    return true
  }
}
