import Foundation
import Testing

/// What the program itself says of mistakes whose cause is not in the file.
@Suite struct MessageTests {
  @Test func aFaultOfAVariableNamesTheVariableItsValueAndWhatToSet() async throws {
    let result = try await HostProcess.run(["validate", "policies/p28.yaml"], environment: ["STALE_SEC": "30s"])
    #expect(result.code == 1)
    #expect(result.output.contains("`STALE_SEC` is `30s` (from the environment); the text becomes `30ss`"), "\(result.output)")
    #expect(result.output.contains("set `STALE_SEC=30`"), "\(result.output)")
  }

  @Test func theValueOfAConnectionIsNeverShown() async throws {
    let result = try await HostProcess.run(["validate", "policies/p28.yaml"], environment: ["REDIS_URL": "redis.internal:hunter2"])
    #expect(result.code == 1)
    #expect(result.output.contains("`REDIS_URL` comes from the environment; its value is not shown"), "\(result.output)")
    #expect(!(result.output + result.errors).contains("hunter2"))
  }

  @Test func percentIsANumberOfAVariableToo() async throws {
    let result = try await HostProcess.run(["validate", "policies/p28.yaml"], environment: ["BASE_RISK_PCT": "2%"])
    #expect(result.code == 0, "\(result.output)")
  }
}
