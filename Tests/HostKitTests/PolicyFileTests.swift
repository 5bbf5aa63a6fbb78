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

  @Test func aDeviceWithoutEndIsReadToTheLimit() throws {
    var bag = DiagnosticBag()
    let file = PolicyFile.read("/dev/zero", into: &bag)
    #expect((file?.text.utf8.count ?? 0) <= (1 << 20) + 1)
  }
}
