/// Puts numbers and texts into bytes, little endian.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func add(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func add(_ value: Double) { add(value.bitPattern) }
  mutating func add(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func add(_ text: some Collection<UInt8>) {
    add(UInt32(clamping: text.count))
    bytes.append(contentsOf: text)
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ text: Span<UInt8>) {
    add(UInt32(clamping: text.count))
    for index in text.indices { bytes.append(text[index]) }
  }
}
