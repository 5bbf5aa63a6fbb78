import Foundation
import Glibc
import Governor
import GovernorTesting
import Policy
import Testing

@testable import HostKit

/// What a load keeps of the files that it stands on.
@Suite struct FleetLoaderTests {
  private static let policy = "policy: one\nsinks: {out: {type: fake, fields: {at: now}}}\n"

  private func with(_ files: [String: String], _ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    try await body(folder.path)
  }

  private func load(_ words: String...) throws -> FleetLoader.Outcome {
    FleetLoader(words: words, settings: [], registry: try Registry.fakes()).load()
  }

  /// Where a fault will be mended is known, also where a policy could not be loaded.
  @Test(arguments: [
    ("policy: two\nextends: missing.yaml\n", ["missing.yaml"]), ("policy: two\nextends: bad.yaml\n", ["bad.yaml"]),
    ("policy: two\nextends: middle.yaml\n", ["middle.yaml", "bad.yaml"]), ("policy: two\nnonsense: 1\n", []),
  ])
  func everyFileThatWasTriedIsKnown(text: String, bases: [String]) async throws {
    try await with(["two.yaml": text, "bad.yaml": "[", "middle.yaml": "extends: bad.yaml\n"]) { folder in
      let outcome = try load("\(folder)/two.yaml", "\(folder)/nowhere.yaml")
      #expect(!outcome.isGood)
      #expect(Set(outcome.files.keys) == Set((["two.yaml", "nowhere.yaml"] + bases).map { "\(folder)/\($0)" }))
      for (path, mark) in outcome.files { #expect(mark == FileMark(of: path), "nothing has changed since") }
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/nowhere.yaml"))
      #expect(outcome.files["\(folder)/nowhere.yaml"] != FileMark(of: "\(folder)/nowhere.yaml"))
    }
  }

  @Test func aChangeDuringALoadIsSeenAfterwards() async throws {
    try await with(["one.yaml": Self.policy, "three.yaml": Self.policy]) { folder in
      // The second file comes through a pipe that holds the load up between the first and the third.
      let pipe = Pipe()
      let second = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
      let loader = FleetLoader(
        words: ["\(folder)/one.yaml", second, "\(folder)/three.yaml"], settings: [], registry: try Registry.fakes())
      async let loading = Self.onThread { loader.load() }
      // More than a pipe holds: once it is written, the first file has been read.
      let writing = pipe.fileHandleForWriting
      await Self.onThread { try? writing.write(contentsOf: Data(String(repeating: "# x\n", count: 50_000).utf8)) }
      try Data((Self.policy + "# changed\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/one.yaml"))
      try writing.close()
      let outcome = await loading
      #expect(outcome.files["\(folder)/one.yaml"] != FileMark(of: "\(folder)/one.yaml"))
      #expect(outcome.files["\(folder)/three.yaml"] == FileMark(of: "\(folder)/three.yaml"))
    }
  }

  @Test func whatIsWrittenWithTheSizeAndTheTimeOfBeforeIsAnotherState() async throws {
    try await with(["one.yaml": "a"]) { folder in
      let path = "\(folder)/one.yaml"
      var status = stat()
      try #require(unsafe stat(path, &status) == 0)
      let times = [status.st_atim, status.st_mtim]
      try await differs(path) {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data("b".utf8))
        try file.close()
        try #require(unsafe utimensat(AT_FDCWD, path, times, 0) == 0)
      }
      try await differs(path) { try #require(unsafe chmod(path, 0o600) == 0) }
    }
  }

  /// Expects another mark after a change, which is made again until the system's clock for files, that goes in steps, is a step further.
  private func differs(_ path: String, _ change: () throws -> Void) async throws {
    let before = FileMark(of: path)
    for _ in 0..<1000 where FileMark(of: path) == before {
      try change()
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(FileMark(of: path) != before)
  }

  private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}
