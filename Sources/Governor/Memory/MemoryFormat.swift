internal import Policy

/// The bytes of a policy's memory on disk.
///
/// `GOVSTATE`, the format's version (2 bytes), the time of writing (8, Unix seconds), the length of the body (8), the body, and the
/// fingerprint of all before it (8). Numbers are little endian, doubles by their bits, texts with their length in front.
public enum MemoryFormat {
  /// The version that is written, and the newest that is read.
  public static let version = 1
  /// The most bytes that a file may have: some hundred thousand records.
  public static let limit = 64 << 20

  static let magic = Array("GOVSTATE".utf8)
  static let headerLength = 26
  static let overhead = headerLength + 8

  /// A file for a body that was written at a time in Unix seconds.
  public static func file(_ body: [UInt8], at time: Double) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes += magic
    writer.add(UInt16(version))
    writer.add(time)
    writer.add(UInt64(body.count))
    writer.bytes += body
    writer.add(Fingerprint.of(writer.bytes))
    return writer.bytes
  }

  /// The body of a file and when it was written.
  static func parts(of file: [UInt8]) throws(MemoryFault) -> (body: ArraySlice<UInt8>, time: Double) {
    guard file.count <= limit else { throw .tooLarge }
    guard file.starts(with: magic) else { throw magic.starts(with: file) ? .torn : .foreign }
    let body = file.dropFirst(headerLength).dropLast(8)
    guard let head = try? header(file), let sum = try? last(file) else { throw .torn }
    guard head.version <= version else { throw .tooNew(version: head.version) }
    // A flipped bit may have made the version smaller, which never was.
    guard head.version == version, head.length == UInt64(body.count), sum == Fingerprint.of(file.dropLast(8)) else { throw .torn }
    guard head.time.isFinite else { throw .impossible("no time of writing") }
    return (body, head.time)
  }

  private static func header(_ file: [UInt8]) throws(MemoryFault) -> (version: Int, time: Double, length: UInt64) {
    var reader = ByteReader(file.dropFirst(magic.count))
    return (Int(try reader.integer(UInt16.self)), try reader.double(), try reader.integer(UInt64.self))
  }

  /// The fingerprint at the end of a file that is long enough for one.
  private static func last(_ file: [UInt8]) throws(MemoryFault) -> UInt64 {
    guard file.count >= overhead else { throw ByteReader.short }
    var reader = ByteReader(file.suffix(8))
    return try reader.integer(UInt64.self)
  }
}
