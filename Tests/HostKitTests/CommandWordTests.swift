import Diagnostics
import Foundation
import Testing

@testable import HostKit

/// The words of a command line before any command sees them.
@Suite struct CommandWordTests {
  @Test(arguments: [
    ("rum", "did you mean `run`?"), ("policies/a.yml", "write `host validate policies/a.yml`, or `host run policies/a.yml`"),
    ("explode", "the commands are `explain-code`, `run`, `validate`"), ("a\u{1B}[1m\nb", "Error: `a\\u{1b}[1m\\nb` is not a command\n"),
  ]) func whatIsNoCommandIsTold(_ word: String, _ told: String) {
    #expect(UnknownCommand.message(word, commands: ["run", "validate", "explain-code"])?.contains(told) == true)
  }

  @Test(arguments: [
    ("redis", "did you mean `redis_hash` or `redis_scan`?"), ("redis_hsh", "did you mean `redis_hash`?"),
    ("x", "plugins: `console`, `redis_hash`, `redis_scan`"), ("cons", "did you mean `console`?"),
  ]) func aBeginningOfAPluginIsEnoughToNameIt(_ name: String, _ help: String) {
    #expect(PluginsCommand.help(for: name, among: ["console", "redis_hash", "redis_scan"]) == help)
  }

  @Test(arguments: ["run", "--help", "-h", "--generate-completion-script"]) func whatIsACommandOrAnOptionPasses(_ word: String) {
    #expect(UnknownCommand.message(word, commands: ["run"]) == nil)
  }

  @Test(arguments: [
    ("a.yaml", true), ("a.yml", true), (".a.yaml", false), ("a_test.yaml", false), ("a_test.yml", false), ("a.yaml.bak", false),
    ("test.yaml", true), ("a.json", false),
  ]) func aFolderHolds(_ name: String, _ isPolicy: Bool) {
    #expect(PolicySelection.isPolicy(name) == isPolicy)
  }

  @Test func aPatternIsOneThatNoFileIsCalled() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "governor-words-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
    for name in ["b.yaml", "a.yaml", "[x].yaml", "sub/c.yaml"] { try Data().write(to: folder.appending(path: name)) }
    func paths(_ word: String) -> [String] {
      PolicySelection.items(["\(folder.path)/\(word)"]).map { item in
        switch item {
        case .file(let path): String(path.dropFirst(folder.path.count + 1))
        case .nothing(_, let finding): finding.code.rawValue
        }
      }
    }
    #expect(paths("?.yaml") == ["a.yaml", "b.yaml"])
    #expect(paths("[x].yaml") == ["[x].yaml"])
    #expect(paths("s*") == ["sub/c.yaml"])
    #expect(paths("*.json") == ["GV0011"])
    #expect(paths("none.yaml") == ["none.yaml"])
  }
}
