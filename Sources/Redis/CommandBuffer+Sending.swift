extension CommandBuffer {
  /// Bytes written and not yet sent.
  var pending: Int { bytes.count - head }

  /// Notes that the first `count` pending bytes are sent.
  mutating func sent(_ count: Int) {
    head += count
    if head == bytes.count {
      // A command much larger than the rest must not keep its memory for ever.
      bytes.removeAll(keepingCapacity: bytes.capacity <= 4 << 20)
      head = 0
    }
  }

  /// Moves what is pending to the front, to make room behind it.
  mutating func compact() {
    guard head > 0 else { return }
    bytes.removeSubrange(0..<head)
    head = 0
  }

  mutating func appendLineEnd() {
    bytes.append(13)
    bytes.append(10)
  }

  mutating func appendNumber(_ number: Int) {
    if number >= 0, number < 10 {
      bytes.append(48 + UInt8(truncatingIfNeeded: number))
      return
    }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    // The last digit comes first, so the digits are written from their end.
    var rest = number.magnitude
    let count = Self.digits(number) - (number < 0 ? 1 : 0)
    let start = bytes.count
    for _ in 0..<count { bytes.append(48) }
    for place in stride(from: start + count - 1, through: start, by: -1) {
      bytes[place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Characters of a number in decimal, with its sign.
  static func digits(_ number: Int) -> Int {
    var count = number < 0 ? 2 : 1
    var rest = number.magnitude
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }
}
