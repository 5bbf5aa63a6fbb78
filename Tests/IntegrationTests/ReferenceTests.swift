import Foundation
import Testing

/// `host schema` and `host plugins` as a shell sees them.
@Suite struct ReferenceTests {
  @Test func theSchemaIsTheOneInTheRepository() async throws {
    let result = try await HostProcess.run(["schema"])
    #expect(result.code == 0)
    let committed = try String(contentsOf: HostProcess.root.appendingPathComponent("docs/reference/policy.schema.json"), encoding: .utf8)
    #expect(result.output == committed, "scripts/generate-docs writes it")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
  }

  @Test func theListHasALineForEachPlugin() async throws {
    let result = try await HostProcess.run(["plugins"])
    #expect(result.code == 0)
    for line in ["source  redis_scan", "source  static", "sink    console", "sink    redis_hash"] {
      #expect(result.output.split(separator: "\n").contains { $0.hasPrefix(line) }, "\(line)")
    }
  }

  @Test func aNameTellsTheSourceAndTheSinkWithTheirExamples() async throws {
    let output = try await HostProcess.run(["plugins", "redis_hash"]).output
    #expect(output.contains("source redis_hash\n") && output.contains("sink redis_hash\n"))
    #expect(output.contains("ttl: a duration, longer than nothing; required"))
    #expect(output.contains("error[GV0101]: `redis_hash` needs `ttl`"))
  }

  /// Every example of every plugin does what it says, by the loader that users have.
  @Test func examplesForPrograms() async throws {
    let output = try await HostProcess.run(["plugins", "--format", "json"]).output
    let plugins = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    #expect(plugins.count >= 6)
    for plugin in plugins {
      let refused = try #require(plugin["refused"] as? [[String: Any]])
      #expect(!refused.isEmpty)
      for example in refused { #expect((example["codes"] as? [String])?.isEmpty == false, "\(example)") }
      #expect((plugin["accepted"] as? [[String: Any]])?.isEmpty == false)
    }
  }

  @Test func aNameThatThereIsNotEndsWithSixtyFour() async throws {
    let result = try await HostProcess.run(["plugins", "redis_hsh"])
    #expect(result.code == 64)
    #expect(result.errors.contains("did you mean `redis_hash`?"))
  }
}
