import Foundation
import Sandbox
import Testing

/// `extends`, `shadow_of`, `--set` and `host config` as a shell sees them.
@Suite struct LayersTests {
  private static let shadow = "policies/p28-cautious.yaml"

  @Test func theShadowIsGoodAloneAndBesideItsPrimary() async throws {
    for files in [[Self.shadow], [Self.shadow, "policies/p28.yaml"]] {
      let result = try await HostProcess.run(["validate"] + files)
      #expect(result.code == 0, "\(result.output)")
    }
  }

  @Test func aShadowRunsAloneAndWritesKeysOfItsOwn() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT"])
      let result = try await HostProcess.run(
        ["run", Self.shadow, "--once"], environment: stage.environment.merging(["P28_MODE": "enforce"]) { $1 })
      #expect(result.code == 0, "\(result.errors)")
      #expect(try await probe.command("KEYS", "*portfolio:budget*").compactMap(\.self) == ["p28-cautious:quantum:portfolio:budget:BTCUSDT"])
      let hash = try await probe.hash("p28-cautious:quantum:portfolio:budget:BTCUSDT")
      #expect(hash["mode"] == "shadow")
      // 0.6 · 0.425 + 0.2 · 0.33 instead of 0.4 · 0.425 + 0.2 · 0.33.
      #expect(hash["stress_factor"] == "0.321")
    }
  }

  @Test func whatConfigPrintsWritesTheSame() async throws {
    try await Stage.with { stage, probe in
      try await stage.fill(probe, symbols: ["BTCUSDT", "ETHUSDT"])
      let settings = ["--set", "params.base_risk_pct=0.03"]
      let printed = try await HostProcess.run(["config", "policies/p28.yaml"] + settings, environment: stage.environment)
      #expect(printed.code == 0, "\(printed.errors)")
      try await Folder.with(["printed.yaml": printed.output]) { folder in
        let before = try await HostProcess.run(
          ["run", "policies/p28.yaml", "--once", "--dry-run"] + settings, environment: stage.environment)
        let after = try await HostProcess.run(["run", folder.path + "/printed.yaml", "--once", "--dry-run"])
        #expect(before.code == 0 && after.code == 0, "\(after.errors)")
        #expect(before.output.contains("base_risk_pct 0.03"))
        #expect(untimed(before.output) == untimed(after.output))
      }
    }
  }

  /// The two runs may fall into two seconds.
  private func untimed(_ output: String) -> String { output.replacing(/timestamp \d+/, with: "timestamp") }

  @Test func aSettingIsUsedByEveryCommandThatLoadsAPolicy() async throws {
    let hello = "examples/hello/policy.yaml"
    let run = try await HostProcess.run(["run", hello, "--once", "--set", "values.budget=7"])
    #expect(run.code == 0 && run.output.contains("budget=7.0"), "\(run.output)\(run.errors)")
    let validate = try await HostProcess.run(["validate", hello, "--set", "values.budgett=7"])
    #expect(validate.code == 1 && validate.output.contains("did you mean `budget`?"))
    let refused = try await HostProcess.run(["run", hello, "--once", "--set", "values.budgett=7"])
    #expect(refused.code == 78 && refused.errors.contains("GV0322"))
    for text in ["values.budget", "values..budget=7", "=7"] {
      #expect(try await HostProcess.run(["validate", hello, "--set", text]).code == 64)
    }
  }

  @Test func findingsPointIntoTheFileThatIsExtended() async throws {
    let base = "policy: base\nvalues: {x: nowhere}\nsinks: {out: {type: console, fields: {x: x}}}\n"
    try await Folder.with([
      "mine.yaml": "policy: mine\nextends: base.yaml\n", "base.yaml": base, "lost.yaml": "policy: l\nextends: no.yaml\n",
    ]) { folder in
      let fault = try await HostProcess.run(["validate", folder.path + "/mine.yaml"])
      #expect(fault.code == 1 && fault.output.contains("--> \(folder.path)/base.yaml:2:13"), "\(fault.output)")
      let lost = try await HostProcess.run(["validate", folder.path + "/lost.yaml"])
      #expect(lost.code == 1 && lost.output.contains("GV0320") && lost.output.contains("--> \(folder.path)/lost.yaml:2:10"))
    }
  }

  @Test func policiesThatWriteOneKeyAreRefusedTogether() async throws {
    try await Folder.with(["other.yaml": "policy: other\nextends: \(HostProcess.root.path)/policies/p28.yaml\n"]) { folder in
      #expect(try await HostProcess.run(["validate", folder.path + "/other.yaml"]).code == 0)
      let both = try await HostProcess.run(["validate", "policies/p28.yaml", folder.path + "/other.yaml"])
      #expect(both.code == 1 && both.output.contains("GV0315"), "\(both.output)")
    }
  }

  @Test func aShadowThatNamesItsPrimarysKeyIsRefusedByRunToo() async throws {
    let text = """
      policy: bold
      extends: \(HostProcess.root.path)/policies/p28.yaml
      shadow_of: p28
      sinks: {budget: {key: "quantum:portfolio:budget:{symbol}"}}
      """
    try await Folder.with(["bold.yaml": text]) { folder in
      for command in [["validate", folder.path + "/bold.yaml"], ["run", folder.path + "/bold.yaml", "--once"]] {
        let result = try await HostProcess.run(command)
        #expect(result.code == (command[0] == "run" ? 78 : 1) && (result.output + result.errors).contains("GV0325"))
      }
    }
  }

  @Test func configOfAFaultyPolicySaysWhy() async throws {
    let faulty = try await HostProcess.run(["config", "examples/hello/policy.yaml", "--set", "values.budget=nowhere"])
    #expect(faulty.code == 1 && faulty.output.isEmpty && faulty.errors.contains("GV0202"))
    #expect(try await HostProcess.run(["config", "nowhere.yaml"]).code == 2)
    let json = try await HostProcess.run(["config", "examples/hello/policy.yaml", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?.keys.sorted() == ["origins", "policy"])
  }
}
