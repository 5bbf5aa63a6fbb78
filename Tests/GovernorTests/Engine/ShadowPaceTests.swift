import Governor
import GovernorTesting
import Policy
import Testing

/// A shadow has the pace of its primary.
@Suite struct ShadowPaceTests {
  @Test(arguments: [("1s", 10.0), ("60s", 10.0)]) func aShadowTicksWithItsPrimaryWhateverItSays(every: String, seconds: Double) throws {
    let bench = try EngineBench()
    let fleet = try bench.fleet([EngineBench.text("one"), EngineBench.text("two", every: every, head: "shadow_of: one")])
    #expect(fleet.policies.map(\.policy.name) == ["one", "two"])
    #expect(fleet.policies.map(\.policy.every) == [seconds, seconds])
    // Without its primary it has a pace of its own.
    let alone = try bench.fleet([EngineBench.text("two", every: "3s", head: "shadow_of: one")])
    #expect(alone.policies.map(\.policy.every) == [3])
  }
}
