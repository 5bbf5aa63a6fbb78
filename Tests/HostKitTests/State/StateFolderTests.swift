import Foundation
import Governor
import Testing

@testable import HostKit

/// Files of `--state-dir`.
@Suite struct StateFolderTests {
  /// A fresh folder, gone after the test.
  private func with(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-state-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private func bytes(_ folder: StateFolder, _ policy: String) throws -> [UInt8]? {
    guard case .bytes(let bytes) = try folder.read(policy) else { return nil }
    return bytes
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func keepsWhatItIsGivenAndNothingBeside() throws {
    try with { path in
      let folder = try StateFolder(path)
      #expect(folder.lockFault == nil)
      #expect(try bytes(folder, "a") == nil)
      try folder.write([1, 2, 3], for: "a")
      try folder.write([], for: "b")
      try folder.write([4], for: "a")
      #expect(try bytes(folder, "a") == [4])
      #expect(try bytes(folder, "b") == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["a.state", "b.state", "host.lock"])
      for name in ["a.state", "host.lock"] { #expect(try mode("\(path)/\(name)") == 0o600) }
      #expect(try mode(path) == 0o700)
    }
  }

  @Test func twoHostsDoNotShareIt() throws {
    try with { path in
      var first: StateFolder? = try StateFolder(path)
      #expect(throws: StateFolder.Refusal.inUse("process \(getpid())")) { _ = try StateFolder(path) }
      // One that only reads is in nobody's way.
      _ = try StateFolder(path, isLocked: false)
      #expect(first?.path == path)
      first = nil
      // A process that another test starts just now may still hold a copy of the lock until it is the other program.
      let deadline = ContinuousClock.now.advanced(by: .seconds(20))
      while (try? StateFolder(path)) == nil { try #require(ContinuousClock.now < deadline) }
    }
  }

  @Test func aFolderThatCannotBeIsRefused() throws {
    try with { path in
      #expect(throws: StateFolder.Refusal.unusable("cannot make it: no such file or directory")) {
        _ = try StateFolder(path + "/deeper/still")
      }
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      #expect(throws: StateFolder.Refusal.unusable("cannot open it: not a directory")) { _ = try StateFolder(path) }
    }
  }

  @Test func aWriteThatFailsLeavesTheOldFile() throws {
    try with { path in
      let folder = try StateFolder(path)
      try folder.write([1], for: "a")
      // A folder in the draft's place stands for whatever the disk may refuse.
      try FileManager.default.createDirectory(atPath: path + "/a.state.new", withIntermediateDirectories: false)
      #expect(throws: SystemError.self) { try folder.write([2], for: "a") }
      #expect(try bytes(folder, "a") == [1])
      try FileManager.default.removeItem(atPath: path + "/a.state.new")
      try folder.write([3], for: "a")
      #expect(try bytes(folder, "a") == [3])
    }
  }

  @Test(.timeLimit(.minutes(1))) func whatStandsInTheDraftsPlaceIsNotWrittenTo() throws {
    try with { path in
      let folder = try StateFolder(path)
      let piped = unsafe mkfifo(path + "/a.state.new", 0o600)
      #expect(piped == 0)
      try folder.write([1], for: "a")
      #expect(try bytes(folder, "a") == [1])
      #expect(FileManager.default.createFile(atPath: path + "/mine", contents: Data([7])))
      try FileManager.default.createSymbolicLink(atPath: path + "/a.state.new", withDestinationPath: path + "/mine")
      try folder.write([2], for: "a")
      #expect(try bytes(folder, "a") == [2])
      #expect(FileManager.default.contents(atPath: path + "/mine") == Data([7]))
      #expect(FileManager.default.createFile(atPath: path + "/a.state.new", contents: Data([1, 2, 3, 4])))
      try folder.write([3], for: "a")
      #expect(try bytes(folder, "a") == [3])
    }
  }

  @Test func neitherALinkNorAPipeNorAnEndlessFileIsFollowed() throws {
    try with { path in
      let folder = try StateFolder(path)
      try FileManager.default.createSymbolicLink(atPath: path + "/a.state", withDestinationPath: "/dev/zero")
      #expect(throws: SystemError.self) { _ = try folder.read("a") }
      let piped = unsafe mkfifo(path + "/b.state", 0o600)
      #expect(piped == 0)
      // Nobody writes to the pipe: it reads as empty, at once.
      #expect(try bytes(folder, "b") == [])
      #expect(FileManager.default.createFile(atPath: path + "/c.state", contents: nil))
      let cut = unsafe truncate(path + "/c.state", off_t(MemoryFormat.limit) + 1)
      #expect(cut == 0)
      guard case .tooLong = try folder.read("c") else {
        Issue.record("a file beyond the limit is not read whole")
        return
      }
    }
  }
}
