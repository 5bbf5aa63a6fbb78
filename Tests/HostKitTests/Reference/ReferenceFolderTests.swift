import Foundation
import Governor
import GovernorTesting
import Policy
import Testing

@testable import HostKit

/// The generated pages, for a host whose plugins are not ours.
@Suite struct ReferenceFolderTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-reference-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func text(_ folder: URL, _ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  @Test func aPluginOfAThirdPartyHasAPage() throws {
    try withFolder { folder in
      try ReferenceFolder(Registry.fakes()).write(to: folder)
      let page = try text(folder, "sources/fake.md")
      #expect(page.contains("| `finds_entities` | `true` or `false` | default `false` |"))
      #expect(page.contains("error[GV0101]"), "the refused example shows what it is refused with")
      #expect(try text(folder, "README.md").contains("[`fake`](sinks/fake.md)"))
      #expect(try text(folder, "policy.schema.json").contains("\"source_fake\""))
    }
  }

  @Test func pagesThatPeopleWriteAreLeftAlone() throws {
    try withFolder { folder in
      try "# By hand\n".write(to: folder.appendingPathComponent("mine.md"), atomically: true, encoding: .utf8)
      let stale = folder.appendingPathComponent("stale.md")
      try (ReferenceFolder.mark + "# Gone\n").write(to: stale, atomically: true, encoding: .utf8)
      try ReferenceFolder(Registry.fakes()).write(to: folder)
      #expect(try text(folder, "mine.md") == "# By hand\n")
      #expect(try text(folder, "README.md").contains("[By hand](mine.md)"))
      #expect(!FileManager.default.fileExists(atPath: stale.path), "what is generated no more goes")
    }
  }

  @Test func examplesAreWhatTheySay() throws {
    for page in PluginPage.all(try Registry.fakes()) {
      for example in page.accepted { #expect(example.errors.isEmpty, "\(example.shown)") }
      for example in page.refused { #expect(!example.errors.isEmpty) }
    }
  }
}
