import Diagnostics
import Foundation
import Testing

@testable import HostKit

/// Files as the disk gives them.
@Suite struct PolicyFileTests {
  private func reading(_ bytes: [UInt8]) throws -> (file: SourceFile?, bag: DiagnosticBag) {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var bag = DiagnosticBag()
    return (PolicyFile.read(url.path, into: &bag), bag)
  }

  @Test func textIsReadWhole() throws {
    #expect(try reading(Array("policy: é\n".utf8)).file?.text == "policy: é\n")
  }

  @Test func whatIsNotUTF8IsRefusedAtItsPlace() throws {
    let finding = try #require(try reading(Array("policy: p\nx: ".utf8) + [0xFF, 0x0A]).bag.sorted.first)
    #expect(finding.code == .notUTF8)
    #expect(finding.span?.start == SourcePosition(line: 2, column: 4))
  }

  @Test(arguments: ["/", "/nowhere/at/all.yaml", ""]) func whatCannotBeReadIsAFinding(path: String) {
    var bag = DiagnosticBag()
    #expect(PolicyFile.read(path, into: &bag) == nil)
    #expect(bag.sorted.map(\.code) == [.fileUnreadable])
  }

  /// Each of them could hold up for ever whoever reads it.
  @Test func whatIsNoRegularFileIsRefusedAtOnce() throws {
    let pipe = FileManager.default.temporaryDirectory.appendingPathComponent("governor-\(UUID().uuidString)").path
    try #require(unsafe mkfifo(pipe, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: pipe) }
    for (path, words) in [(pipe, "it is a pipe, and no file"), ("/dev/zero", "it is no regular file"), ("/", "it is a folder")] {
      var bag = DiagnosticBag()
      #expect(PolicyFile.read(path, into: &bag) == nil)
      #expect(bag.sorted.first?.message.hasSuffix(words) == true, "\(bag.sorted.map(\.message))")
    }
  }

  @Test func aStreamThatIsHandedToTheProcessIsReadToItsEnd() throws {
    let pipe = Pipe()
    let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    let writing = pipe.fileHandleForWriting
    Thread.detachNewThread {
      try? writing.write(contentsOf: Data("policy: ".utf8))
      try? writing.write(contentsOf: Data("p\n".utf8))
      try? writing.close()
    }
    var bag = DiagnosticBag()
    #expect(PolicyFile.read(path, into: &bag)?.text == "policy: p\n")
    #expect(PolicyFile.read("/dev/null", into: &bag)?.text.isEmpty == true)
    #expect(bag.sorted.isEmpty)
  }
}
