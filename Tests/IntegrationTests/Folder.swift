import Foundation

/// A folder for the time of a test.
struct Folder {
  let path: String

  /// Runs a body with a folder that holds some files.
  static func with(_ files: [String: String] = [:], _ body: (Folder) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    let folder = Folder(path: url.path)
    for (name, text) in files { try folder.write(name, text) }
    try await body(folder)
  }

  /// Writes a file whole or not at all.
  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}
