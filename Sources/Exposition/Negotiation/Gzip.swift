internal import CZlib

/// Compresses whole answers.
enum Gzip {
  /// The fastest: what is shown to scrapers repeats itself so much that the others gain little.
  private static let level: Int32 = 1

  /// The bytes as gzip; nil where zlib cannot do it.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    let room = gv_gzip_bound(bytes.count, level)
    guard room > 0 else { return nil }
    var made = [UInt8](repeating: 0, count: room)
    // Both arrays outlive the call, which keeps to their counts.
    let count = unsafe gv_gzip(bytes, bytes.count, &made, room, level)
    guard count > 0, count <= room else { return nil }
    made.removeLast(room - count)
    return made
  }
}
