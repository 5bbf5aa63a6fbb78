/// Takes numbers and texts from bytes that may be anything, little endian.
struct ByteReader {
  /// There are fewer bytes than are wanted.
  static let short = MemoryFault.impossible("less than it says")

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var count: Int { rest.count }

  mutating func take(_ count: Int) throws(MemoryFault) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest.count else { throw Self.short }
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(_ type: Value.Type) throws(MemoryFault) -> Value {
    let bytes = try take(Value.bitWidth / 8)
    return bytes.reversed().reduce(0) { $0 << 8 | Value($1) }
  }

  mutating func byte() throws(MemoryFault) -> UInt8 { try integer(UInt8.self) }
  mutating func double() throws(MemoryFault) -> Double { Double(bitPattern: try integer(UInt64.self)) }

  /// Bytes with their length in front.
  mutating func text() throws(MemoryFault) -> [UInt8] { Array(try take(Int(try integer(UInt32.self)))) }

  /// A number of things of which each takes some bytes at least.
  mutating func count(ofAtLeast size: Int) throws(MemoryFault) -> Int {
    let count = Int(try integer(UInt32.self))
    // Nothing is reserved for more than can be there.
    guard count <= rest.count / size else { throw Self.short }
    return count
  }
}
