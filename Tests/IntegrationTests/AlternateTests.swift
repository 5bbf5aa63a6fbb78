import Foundation
import Testing

/// What goes wrong with alternates in silence unless somebody says so.
@Suite struct AlternateTests {
  private static let p28 = "\(HostProcess.root.path)/policies/p28.yaml"

  @Test func aShadowThatWritesWhatItsPrimaryReadsIsRefusedBeforeItWrites() async throws {
    let text = """
      policy: feeder
      extends: \(Self.p28)
      shadow_of: p28
      sinks: {guess: {type: redis_hash, key: "quantum:state:market:{symbol}", ttl: 20s, fields: {sigma: "0.5"}}}

      """
    try await Folder.with(["feeder.yaml": text]) { folder in
      let shadow = folder.path + "/feeder.yaml"
      for files in [[shadow], [Self.p28, shadow]] {
        let validated = try await HostProcess.run(["validate"] + files)
        #expect(validated.code == 1 && validated.output.contains("GV0325"), "\(validated.output)")
        let run = try await HostProcess.run(["run"] + files + ["--once"])
        #expect(run.code == 78 && run.errors.contains("GV0325"), "\(run.errors)")
      }
    }
  }

  @Test func aMisspeltParamOfAnAlternateIsRefused() async throws {
    try await Folder.with(["late.yaml": "policy: late\nextends: \(Self.p28)\nparams: {min_budgt: 1400}\n"]) { folder in
      let validated = try await HostProcess.run(["validate", folder.path + "/late.yaml"])
      #expect(validated.code == 1 && validated.output.contains("error[GV0302]"), "\(validated.output)")
      #expect(validated.output.contains("did you mean `min_budget`?"))
      let run = try await HostProcess.run(["run", folder.path + "/late.yaml", "--once"])
      #expect(run.code == 78 && run.errors.contains("GV0302"), "\(run.errors)")
    }
  }

  @Test func aFindingInTheBaseSaysWhoseItIs() async throws {
    let base = "policy: base\nparams: {least: 5}\nvalues: {amount: least}\nsinks: {out: {type: console, fields: {amount: amount}}}\n"
    let late = "policy: late\nextends: base.yaml\nvalues: {amount: 7}\n"
    let told = "in the policy `late`: no formula and no key uses the param `least`"
    try await Folder.with(["base.yaml": base, "late.yaml": late]) { folder in
      for format in ["human", "json", "github"] {
        let result = try await HostProcess.run(["validate", folder.path, "--format", format])
        #expect(result.code == 0 && result.output.contains(told), "\(result.output)")
      }
      let run = try await HostProcess.run(["run", folder.path + "/late.yaml", "--once"])
      #expect(run.code == 0 && run.errors.contains(told), "\(run.errors)")
    }
  }

  @Test func aPolicyThatWritesWhatItReadsIsWarnedOf() async throws {
    let text = """
      policy: loop
      connections: {redis: redis://127.0.0.1:1}
      sources: {state: {type: redis_hash, key: app:state, fields: {level: {type: number}}}}
      sinks: {out: {type: redis_hash, key: app:state, ttl: 60s, fields: {level: state.level}}}

      """
    try await Folder.with(["loop.yaml": text]) { folder in
      let result = try await HostProcess.run(["validate", folder.path + "/loop.yaml"])
      #expect(result.code == 0 && result.output.contains("warning[GV0327]"), "\(result.output)")
    }
  }
}
