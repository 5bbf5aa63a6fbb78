import Foundation
import Testing

/// Files of the wrong kind, files that are not there, and what a shell is told about them.
@Suite struct KindsAndExitsTests {
  @Test(arguments: [
    (["validate", "policies/tests/p28_test.yaml"], Int32(1), "`host test policies/tests/p28_test.yaml` runs it"),
    (["validate", "policies/demo/p28.yaml"], 1, "this is the world of a demo, and here a policy is wanted"),
    (["test", "policies/p28.yaml"], 1, "this is a policy, and here a file of tests is wanted"),
    (["run", "policies/tests/p28_test.yaml", "--once"], 78, "this is a file of tests, and here a policy is wanted"),
  ]) func aFileOfAnotherKindIsOneFinding(_ arguments: [String], _ code: Int32, _ told: String) async throws {
    let result = try await HostProcess.run(arguments)
    let text = result.output + result.errors
    #expect(result.code == code && text.contains(told), "\(text)")
    #expect(text.ranges(of: "error[").count == 1, "\(text)")
  }

  @Test(arguments: [
    (["validate", "none"], Int32(2)), (["config", "none"], 2), (["explain", "none", "X"], 2), (["plan", "none"], 2), (["test", "none"], 2),
    (["explain", "policies/p28.yaml", "X", "--given", "none"], 2), (["plan", "policies/p28.yaml", "--against", "none"], 2),
    (["plan", "none", "--detailed-exitcode"], 1), (["run", "none", "--once"], 78), (["demo", "none"], 78),
  ]) func aFileThatCannotBeRead(_ arguments: [String], _ code: Int32) async throws {
    let result = try await HostProcess.run(arguments)
    #expect(result.code == code && (result.output + result.errors).contains("cannot read `none`"), "\(result.output)\(result.errors)")
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
