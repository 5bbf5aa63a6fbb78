import Foundation
import Testing

/// Files of the wrong kind, files that are not there, and what a shell is told about them.
@Suite struct KindsAndExitsTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let code: Int32
    let told: String
    var words: [String] { line.split(separator: " ").map(String.init) }
    var testDescription: String { line }

    init(_ line: String, _ code: Int32, _ told: String = "cannot read `none`") {
      self.line = line
      self.code = code
      self.told = told
    }
  }

  private static let otherKinds = [
    Case("validate policies/tests/p28_test.yaml", 1, "`host test policies/tests/p28_test.yaml` runs it"),
    Case("validate policies/demo/p28.yaml", 1, "this is the world of a demo, and here a policy is wanted"),
    Case("test policies/p28.yaml", 1, "this is a policy, and here a file of tests is wanted"),
    Case("run policies/tests/p28_test.yaml --once", 78, "this is a file of tests, and here a policy is wanted"),
  ]

  @Test(arguments: otherKinds) private func aFileOfAnotherKindIsOneFinding(_ other: Case) async throws {
    let result = try await HostProcess.run(other.words)
    let text = result.output + result.errors
    #expect(result.code == other.code && text.contains(other.told), "\(text)")
    #expect(text.ranges(of: "error[").count == 1, "\(text)")
  }

  private static let unreadable = [
    Case("validate none", 2), Case("config none", 2), Case("explain none X", 2), Case("plan none", 2), Case("test none", 2),
    Case("explain policies/p28.yaml X --given none", 2), Case("plan policies/p28.yaml --against none", 2),
    Case("plan none --detailed-exitcode", 1), Case("run none --once", 78), Case("demo none", 78),
  ]

  @Test(arguments: unreadable) private func aFileThatCannotBeRead(_ missing: Case) async throws {
    let result = try await HostProcess.run(missing.words)
    let text = result.output + result.errors
    #expect(result.code == missing.code && text.contains(missing.told), "\(text)")
  }

  @Test func configRefusesWhatValidateRefuses() async throws {
    try await withFile("policy: s\nshadow_of: nobody\nsinks: {out: {type: console, fields: {at: now}}}\n") { path in
      let result = try await HostProcess.run(["config", path])
      #expect(result.code == 1 && result.output.isEmpty && result.errors.contains("GV0324"), "\(result.errors)")
    }
  }

  @Test(arguments: [("{value:", "close it with `}`"), ("[1, {a: 2", "close it with `}]`"), ("'0.03", "close the quote with `'`")])
  func aSettingThatIsNoYAMLIsShown(_ value: String, _ help: String) async throws {
    let result = try await HostProcess.run(["validate", "examples/hello/policy.yaml", "--set", "values.budget=\(value)"])
    #expect(result.code == 1 && result.output.contains("GV0322") && result.output.contains(help), "\(result.output)")
    #expect(result.output.contains("1 | --set values.budget=\(value)\n"), "\(result.output)")
  }

  @Test func theTickTellsWhichRowIsKeptBackAndCountsBySink() async throws {
    let policy = """
      policy: m
      for_each: {pool: load}
      sources:
        load:
          type: static
          fields: {p: {type: number}, e: {type: number, optional: true}}
          rows: {a: {p: 1, e: 2}, b: {p: 2}}
      sinks:
        one: {type: console, fields: {limit: load.e}}
        two: {type: console, fields: {p: load.p}}
        three: {type: console, modes: [enforce], fields: {p: load.p}}

      """
    try await withFile(policy) { path in
      let log = try await HostProcess.run(["run", path, "--once"]).errors
      #expect(log.contains("sink one: the row of `b` is kept back: `limit` is missing"), "\(log)")
      #expect(log.contains(" sink.one=written:1,withheld:1 sink.three=inactive sink.two=written:2 "), "\(log)")
    }
  }

  @Test func aVariableInQuotesIsANumberInJSON() async throws {
    let policy = "policy: c\nparams: {cap: \"${CAP:-5}\"}\nsinks: {out: {type: console, fields: {x: cap}}}\n"
    try await withFile(policy) { path in
      let result = try await HostProcess.run(["config", path, "--format", "json"], environment: ["CAP": "7"])
      #expect(result.code == 0 && result.output.contains("\"cap\":7}"), "\(result.output)")
    }
  }

  private func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("governor-kinds-\(UUID().uuidString).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    try await body(file.path)
  }
}
