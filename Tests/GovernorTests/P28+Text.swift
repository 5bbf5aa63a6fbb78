import Glibc

extension P28 {
  struct Unreadable: Error {}

  /// The policy's text.
  static func text() throws -> String { try text(of: "p28.yaml") }

  /// The text of a file among the policies, found from where this file lies.
  static func text(of name: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    guard let file = unsafe fopen(root + "/policies/" + name, "r") else { throw Unreadable() }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    // The array lives for the call.
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
