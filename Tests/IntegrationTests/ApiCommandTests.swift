import Foundation
import Testing

/// What the commands say of a policy's `api`.
@Suite struct ApiCommandTests {
  @Test func anEnabledInjectionIsWarnedOf() async throws {
    let quiet = try await HostProcess.run(["validate", "policies/p28.yaml"])
    #expect(quiet.code == 0)
    #expect(!(quiet.output + quiet.errors).contains("GV0370"))
    let loud = try await HostProcess.run(["validate", "policies/p28.yaml"], environment: ["P28_TEST_MODE": "1"])
    #expect(loud.code == 0)
    #expect((loud.output + loud.errors).contains("warning[GV0370]: `POST /test/inject_portfolio_state`"))
    let strict = try await HostProcess.run(["validate", "policies/p28.yaml"], environment: ["P28_TEST_MODE": "enabled"])
    #expect(strict.code == 1)
    #expect((strict.output + strict.errors).contains("`enabled` is not a switch"))
  }

  @Test func routesArePrintedAsTheyStand() async throws {
    let result = try await HostProcess.run(["config", "policies/p28.yaml"])
    #expect(result.code == 0)
    #expect(result.output.contains("\"GET /budget/{symbol}\":"))
    #expect(result.output.contains("enabled: 0"))
  }
}
