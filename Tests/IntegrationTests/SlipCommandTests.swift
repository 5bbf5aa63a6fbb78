import Foundation
import Testing

/// Slips in tests and in what `host explain` is given, as a shell sees them.
@Suite struct SlipCommandTests {
  private static let policy = """
    policy: p
    every: 10s
    for_each: {pool: pools}
    params: {share: 0.5}
    connections: {redis: "redis://localhost:6379/0"}
    sources:
      pools: {type: redis_scan, keys: "pool:{pool}"}
      load: {type: redis_hash, key: "load:{pool}", fields: {rps: {type: number, range: [0, 100]}}}
    values: {limit: load.rps * share}
    sinks: {out: {type: redis_hash, key: "out:{pool}", ttl: 60s, fields: {limit: limit}}}

    """
  private static let tests = """
    policy: p.yaml
    tests:
      - {name: a slip, steps: [{at: 0s, gven: {}, expect: {A: written}}]}
      - name: a half
        steps: [{at: 0s, given: {pools: [orders], load: {orders: {rps: 8}}}, expect: {orders: {limit: 4}}}]

    """

  @Test func theOtherTestsRunAndTheFilterIsSilentOfTheRest() async throws {
    let folder = try TestCommandTests.Folder()
    try folder.write("p.yaml", Self.policy)
    try folder.write("a_test.yaml", Self.tests)
    let all = try await HostProcess.run(["test", folder.path])
    #expect(all.code == 1)
    #expect(all.output.contains("FAILED: \(folder.path("a_test.yaml")): a slip\nerror[GV0107]") && all.output.contains(": a half\n"))
    #expect(all.output.contains("1 passed, 1 failed\n"))
    let one = try await HostProcess.run(["test", folder.path, "--filter", "half"])
    #expect(one.code == 0 && !one.output.contains("GV0107"), "\(one.output)")
    let set = try await HostProcess.run(["test", folder.path, "--filter", "half", "--set", "params.share=0.25"])
    #expect(set.output.contains("= note: `share` is 0.25, by `--set params.share=0.25`"), "\(set.output)")
  }

  @Test func explainRefusesWhatIsGivenForNobody() async throws {
    let folder = try TestCommandTests.Folder()
    try folder.write("p.yaml", Self.policy)
    try folder.write("given.yaml", "pools: [orders]\nload: {ordrs: {rps: 8}}\n")
    let result = try await HostProcess.run(["explain", folder.path("p.yaml"), "orders", "--given", folder.path("given.yaml")])
    #expect(result.code == 78)
    #expect(result.errors.contains("error[GV0507]") && result.errors.contains("did you mean `orders`?"), "\(result.errors)")
  }

  @Test func aStaticValueIsShownAsItIsWrittenAndWhere() async throws {
    let folder = try TestCommandTests.Folder()
    try folder.write(
      "s.yaml",
      """
      policy: s
      every: 10s
      for_each: {pool: tiers}
      sources:
        tiers:
          type: static
          fields: {cap: {type: number}}
          rows:
            a: {cap: 300}
            b: {cap: 1e2}
      sinks: {out: {type: console, fields: {cap: tiers.cap}}}
      """)
    let result = try await HostProcess.run(["explain", folder.path("s.yaml"), "b"])
    #expect(result.output.contains("cap: tiers.cap = 100.0  (\(folder.path("s.yaml")):10)\n    cap \"1e2\", fresh"), "\(result.output)")
  }
}
