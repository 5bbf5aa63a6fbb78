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
}
