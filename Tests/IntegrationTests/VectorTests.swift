import Diagnostics
import Foundation
import Governor
import Policy
import Sandbox
import Sinks
import Sources
import Testing

/// The reference inputs and outputs of the first policy, through a real Redis and a real HTTP endpoint, character by character.
@Suite struct VectorTests {
  private struct Vector: Decodable {
    let symbol: String
    let equity: String
    let heat: Double?
    let cluster: String?
    let market: [String: String]
    let expect: [String: String]

    enum CodingKeys: String, CodingKey {
      case symbol, heat, market, expect
      case equity = "equity_usd"
      case cluster = "cluster_stress"
    }
  }

  @Test func everyVectorAgreesInEveryCharacter() async throws {
    let file = HostProcess.root.appendingPathComponent("Tests/IntegrationTests/Vectors/p28.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let vectors = try lines.map { try JSONDecoder().decode(Vector.self, from: Data($0.utf8)) }
    #expect(vectors.count == 350)
    try await Stage.with { stage, probe in
      let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
      let text = try String(contentsOf: HostProcess.root.appendingPathComponent("policies/p28.yaml"), encoding: .utf8)
      let loader = PolicyLoader(catalog: registry.catalog, environment: PolicyEnvironment(stage.environment))
      let policy = try #require(loader.load(.init(path: "p28.yaml", text: text)).policy)
      let runner = PolicyRunner(policy, registry: registry)
      for vector in vectors {
        try await probe.command("FLUSHALL")
        try await stage.fill(probe, symbols: [], equity: vector.equity)
        try await probe.command("SET", "quantum:position:snapshot:\(vector.symbol)", "presence of the key is all")
        if let cluster = vector.cluster { try await probe.command("HSET", "quantum:cluster:stress:default", "stress", cluster) }
        for (field, value) in vector.market {
          try await probe.command("HSET", "quantum:state:market:\(vector.symbol)", field, value)
        }
        stage.heat.set(vector.heat.map { "portfolio_heat_composite_normalized \($0)\n" } ?? "# nothing\n")
        let report = await runner.tick()
        #expect(report.written == 1 && report.failed == 0, "\(vector)")
        var hash = try await probe.hash("quantum:portfolio:budget:\(vector.symbol)")
        hash["timestamp"] = nil
        #expect(hash == vector.expect, "\(vector)")
      }
      await runner.close()
    }
  }
}
