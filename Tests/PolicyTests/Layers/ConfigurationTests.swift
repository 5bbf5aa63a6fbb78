import Diagnostics
import Policy
import TestSupport
import Testing

/// What `host config` prints.
@Suite struct ConfigurationTests {
  private func print(
    _ text: String, files: [String: String] = [:], environment: [String: String] = [:], settings: [String] = []
  ) throws -> PolicyConfiguration {
    let (configuration, _, findings) = try Loading.loader(environment: environment, files: files, settings: settings)
      .configuration(SourceFile(path: "mine.yaml", text: text))
    return try #require(configuration, "\(DiagnosticRenderer().render(findings))")
  }

  private func lines(_ configuration: PolicyConfiguration) -> [String] { configuration.yaml.split(separator: "\n").map(String.init) }

  /// The text without its comments.
  private func bare(_ configuration: PolicyConfiguration) -> [String] {
    lines(configuration).compactMap { $0.split(separator: "  # ").first.map { String($0.reversed().drop { $0 == " " }.reversed()) } }
  }

  @Test func eachLineTellsWhereItCameFrom() throws {
    let shown = lines(
      try print(
        "policy: mine\nextends: base.yaml\nvalues:\n  stress: {weights: {share: 0.6}}\n", files: ["base.yaml": Layering.plainBase],
        environment: ["MODE": "shadow"], settings: ["params.limit=9"]))
    func origin(_ line: String) -> String? {
      shown.first { $0.hasPrefix(line) }.flatMap { $0.split(separator: "# ").last.map(String.init) }
    }
    #expect(origin("policy: mine") == "mine.yaml:1")
    #expect(origin("mode: shadow") == "base.yaml:2, ${MODE}")
    #expect(origin("every: 10s") == "default")
    #expect(origin("    value: 0.02") == "base.yaml:5")
    #expect(origin("  limit: 9") == "--set")
    #expect(origin("      share: 0.6") == "mine.yaml:4")
    #expect(origin("      rows.calm: 0.25") == "base.yaml:14")
    #expect(origin("    timeout: 5s") == "default")
    #expect(
      try lines(print(Layering.plainBase)).contains {
        $0.hasPrefix("mode: enforce ") && $0.hasSuffix("# mine.yaml:2, ${MODE:-enforce} default")
      })
    #expect(shown.allSatisfy { $0.contains("  # ") })
  }

  /// Printed, loaded and printed again, a policy stays what it is.
  @Test(arguments: ["policies/p28.yaml", "examples/hello/policy.yaml", "policies/p28-cautious.yaml"])
  func whatIsPrintedMeansTheSame(_ path: String) throws {
    let files = ["p28.yaml": try Repository.text("policies/p28.yaml")]
    let text = try Repository.text(path)
    let first = try print(text, files: files, environment: LoaderTests.environment.merging(["REDIS_URL": "redis://redis:6379/1"]) { $1 })
    let second = try print(first.yaml)
    #expect(bare(first) == bare(second))
    let (one, two) = (
      try Loading.load(text, environment: LoaderTests.environment, files: files), try Loading.load(first.yaml)
    )
    let (before, after) = (try #require(one.policy), try #require(two.policy))
    #expect(before.mode == after.mode && before.every == after.every && before.shadowOf == after.shadowOf)
    #expect(before.params.map(\.constant) == after.params.map(\.constant))
    #expect(before.sources.map(\.fields).map { $0.map(\.absence) } == after.sources.map(\.fields).map { $0.map(\.absence) })
    #expect(before.sources.map(\.timeout) == after.sources.map(\.timeout))
    #expect(
      before.sinks.map { $0.configuration.writtenKeys?.template.parts } == after.sinks.map { $0.configuration.writtenKeys?.template.parts })
    #expect(before.sinks.map { $0.outputs.map(\.register) } == after.sinks.map { $0.outputs.map(\.register) })
    #expect("\(before.program.instructions.map(\.operation))" == "\(after.program.instructions.map(\.operation))")
  }

  @Test func aMarkTellsSecretsApartAndTheHashDoesNot() throws {
    let (one, other) = ("redis://bob:hunter2@old:1/0", "redis://bob:hunter3@old:1/0")
    let configurations = try [one, other, one].map {
      try print(Layering.plainBase.replacing("redis://localhost:6379/0", with: "\"\($0)\""))
    }
    #expect(Set(configurations.map(\.hash)).count == 1)
    #expect(configurations[0].mark != configurations[1].mark)
    #expect(configurations[0].mark == configurations[2].mark)
  }

  @Test func passwordsAreNotPrinted() throws {
    let text = Layering.plainBase.replacing("redis://localhost:6379/0", with: "\"${URL:-redis://bob:hunter2@old:1/0}\"")
    for environment in [[:], ["URL": "redis://bob:hunter2@new:1/0"]] {
      let configuration = try print(text, environment: environment)
      for shown in [configuration.yaml, configuration.json] {
        #expect(!shown.contains("hunter2") && shown.contains("redis://***@") && shown.contains("redacted"))
      }
    }
    for (url, shown) in [
      ("unix:///r?db=3&password=hunter2", "unix:///r?db=3&***"), ("unix:///r?db=3", "unix:///r?db=3"),
    ] {
      let configuration = try print(Layering.plainBase.replacing("redis://localhost:6379/0", with: url))
      #expect(configuration.yaml.contains(shown) && !configuration.yaml.contains("hunter2"), "\(configuration.yaml)")
    }
    let set = try print(Layering.plainBase, settings: ["connections.redis=redis://bob:hunter2@host:1"])
    #expect(!set.yaml.contains("hunter2") && set.yaml.contains("--set, redacted"))
  }

  @Test func aShadowsKeysArePrintedAsTheyAreWritten() throws {
    let shown = try print("policy: calm\nextends: base.yaml\nshadow_of: base\n", files: ["base.yaml": Layering.base])
    #expect(lines(shown).contains { $0.hasPrefix("    key: calm:app:budget:{symbol} ") })
    #expect(Layering.key(try Layering.load(shown.yaml)) == "calm:app:budget:A")
  }

  @Test func jsonHasThePolicyAndItsOrigins() throws {
    let json = try print(
      "policy: mine\nparams: {a: 007, b: 1e3, c: true, d: 'x\"y', e: .5}\nsinks: {out: {type: console, fields: {a/b: a}}}\n"
    ).json
    #expect(json.contains(#""params":{"a":"007","b":1e3,"c":true,"d":"x\"y","e":".5"}"#))
    #expect(json.contains(#""/sinks/out/fields/a~1b":"mine.yaml:3""#))
    #expect(json.contains(#""/sinks/out/format":"default""#))
  }

  @Test func textsComeBackAsTheyWere() throws {
    var random = SeededRandom(seed: 3)
    let pieces = [
      "$", "${", "}", "$$", ": ", ":", " #", "#", "- ", "-", "?", ",", "[", "]", "{", "'", "\"", "\\", "\n", "\t", " ", "é", "日本", "🙂",
      "null", "~",
      "true", "1", ".5", "%", "@", "`", "&a", "*a", "!t", "|", ">", "---", "...", "<<", "=", "a", "b", "\u{202E}", "\u{85}",
    ]
    for _ in 0..<1200 {
      let text = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      // As a variable the text reaches the policy untouched; printed and read again it must be the same.
      let policy = "policy: mine\ntitle: ${T}\nparams: {p: {value: 1, range: ['0', 1]}}\nsinks: {out: {type: console, fields: {x: p}}}\n"
      let outcome = try Loading.load(policy, environment: ["T": text])
      guard let title = outcome.policy?.title else { continue }
      let printed = try print(policy, environment: ["T": text]).yaml
      let again = try Loading.load(printed)
      #expect(again.policy?.title == title, "\(printed)")
    }
  }

  /// What a check publishes by is a sink, with the defaults of its type; a setting may name any of its words.
  @Test func publishIsPrintedWithItsDefaults() throws {
    let policy = """
      policy: mine
      connections: {redis: "redis://localhost:6379/0"}
      sinks: {out: {type: console, fields: {at: now}}}
      checks:
        room:
          given: {held: {type: number}}
          each_tick: {held: 7}
          violated_when: held > 5
          publish: {type: redis_stream, stream: told, max_length: 10, json: {held: held}}
      """
    let shown = bare(try print(policy, settings: ["checks.room.publish.timeout=2s"]))
    for line in ["trimming: approximate", "timeout: 2s", "modes: [shadow, enforce]", "connection: redis"] {
      #expect(shown.contains("      \(line)"), "\(line)")
    }
    let slip = try Loading.load(policy, settings: ["checks.room.publish.timeut=2s"])
    #expect(slip.policy == nil && Loading.shown(slip).contains("did you mean `timeout`?"))
  }
}
