import Foundation
import Governor
import GovernorTesting
import Policy
import Testing

/// Derivations of small policies: formulas that p28 has not, sharing, bounds, JSON.
@Suite struct DerivationShapeTests {
  private func derive(_ values: String, _ records: [String: [String: String]] = ["A": [:]], entity: String = "A") async throws -> Derivation
  {
    let policy = try Registry.fakes().load(
      """
      policy: small
      every: 10s
      for_each: {symbol: found}
      sources:
        found:
          type: fake
          finds_entities: true
          fields:
            x: {type: number, optional: true}
            t: {type: text, optional: true}
            b: {type: boolean, optional: true}
            y: {type: number, default: 7}
      values:
      \(values.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      sinks:
        out: {type: fake, fields: {result: result, y: found.y, t: found.t ?? 'none', b: found.b ?? false}}
      """)
    let source = FakeSource(.entities(records.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    let runner = PolicyRunner(policy, registry: try .fakes(), standIns: StandIns(sources: ["found": source]))
    return try #require(await runner.tick(.discard, keepsRaw: true).derivation(of: entity))
  }

  @Test func aDivisionByZeroIsSaidToBeTheCause() async throws {
    let derivation = try await derive("result: 1 / found.x", ["A": ["x": "0"]])
    #expect(derivation.sinks.first?.verdict == .missing)
    #expect(derivation.sinks.first?.causes.map { derivation.nodes[$0].why } == ["`found.x` is 0, and a division by zero has no result"])
  }

  @Test func aReplacedFaultIsRemembered() async throws {
    let derivation = try await derive("result: (1 / found.x) ?? 5", ["A": ["x": "0"]])
    let node = try derivation.node("result")
    #expect(node.value.number == 5 && node.value.hasFault)
    #expect(derivation.text.contains("(an arithmetic fault lies behind it)"))
  }

  @Test func whatOneEntityLacksDoesNotHideWhatItHas() async throws {
    let derivation = try await derive("result: sum(found.x) + found.x", ["A": ["x": "2"], "B": ["x": "3"], "C": [:]], entity: "B")
    #expect(try derivation.node("result").value.number == 8)
    let change = try #require(derivation.sensitivities.first { $0.field == "found.x" && $0.basis == .tenth })
    // The sum moves with the cell, so a tenth of 3 counts twice.
    #expect(abs(abs(change.change ?? 0) - 0.6) < 1e-9)
  }

  @Test func aDefaultOfAFieldAndATextThatCannotBeUsedAreTold() async throws {
    let derivation = try await derive("result: found.x ?? 1", ["A": ["x": "abc"]])
    #expect(try derivation.node("found.x").why == "what came cannot be used as a number")
    guard case .field(let field) = try derivation.node("found.y").detail else { throw RefusedTest() }
    #expect(field.note == "not in the record; the field's default")
  }

  @Test func whoseRecordWithholdsAFormulaOverAllIsSaid() async throws {
    let policy = try Registry.fakes().load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {x: {type: number}}}
      values: {all: sum(found.x)}
      sinks: {out: {type: fake, fields: {all: all}}}
      """)
    func cause(_ records: [(String, [String: String])]) async throws -> [String?] {
      let source = FakeSource(.entities(records))
      let runner = PolicyRunner(policy, registry: try .fakes(), standIns: StandIns(sources: ["found": source]))
      let derivation = try #require(await runner.tick(.discard, keepsRaw: true).derivation(of: "A"))
      return derivation.sinks.first?.causes.map { derivation.nodes[$0].why } ?? []
    }
    let one = "the source `found` is invalid (field `x`: `bad` is not a number) there"
    #expect(
      try await cause([("A", ["x": "1"]), ("B", ["x": "bad"])]) == ["the record of `B` withholds it: \(one)"])
    #expect(
      try await cause([("A", ["x": "1"]), ("B", ["x": "bad"]), ("C", [:])]) == [
        "the records of 2 entities withhold it, such as that of `B`: \(one)"
      ])
    #expect(try await cause([("A", ["x": "bad"])]) == ["the source `found` is invalid and withholds"])
  }

  @Test func noFieldIsTriedWithAValueThatItCannotHave() async throws {
    let policy = try Registry.fakes().load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {x: {type: number, range: "(0, 9)"}, tier: {type: number, range: [1, 3]}}}
        limit: {type: fake, key: "limit:{found.tier}", fields: {y: {type: number, range: [1, 5]}}}
      sinks: {out: {type: fake, fields: {z: found.x * found.tier * limit.y}}}
      """)
    let sources = [
      "found": FakeSource(.entities([("A", ["x": "8.9", "tier": "2"])])), "limit": FakeSource(.records(["A": ["y": "2"]])),
    ]
    let runner = PolicyRunner(policy, registry: try .fakes(), standIns: StandIns(sources: sources))
    let derivation = try #require(await runner.tick(.discard, keepsRaw: true).derivation(of: "A"))
    #expect(derivation.sinks.first?.verdict == .written)
    let tried = derivation.sensitivities.map { "\($0.field) \($0.basis.rawValue) \($0.to.number ?? .nan)" }
    // The ends of `x` are not in its range, 9.79 is beyond it, and `tier` decides which limit is read.
    #expect(tried.sorted() == ["found.x tenth 8.01", "limit.y range 5.0", "limit.y tenth 2.2"], "\(tried)")
  }

  @Test func aNameThatIsUsedTwiceIsOneNode() async throws {
    // Each value uses the one before twice: written out, that would be 2^60 parts.
    let chain = (1...60).map { "v\($0): v\($0 - 1) + v\($0 - 1) * 0" }.joined(separator: "\n")
    let derivation = try await derive("v0: found.y\n\(chain)\nresult: v60")
    #expect(derivation.nodes.count < 400)
    #expect(derivation.text.contains("v40 = 7.0  (above)"))
    #expect(derivation.text.split(separator: "\n").count < 800)
  }

  @Test func aLongChainOfNamesNeedsNoDeepStack() async throws {
    let chain = (1...3000).map { "v\($0): v\($0 - 1) + 1" }.joined(separator: "\n")
    let derivation = try await derive("v0: found.y\n\(chain)\nresult: v3000")
    #expect(try derivation.node("result").value.number == 3007)
    #expect(derivation.text.contains("and so on"))
  }

  @Test func textsAndBooleansAreTriedToo() async throws {
    let derivation = try await derive(
      "result:\n  first_of:\n    - match: {of: found.t, UP: 2, DOWN: -9}\n    - 'found.b ? 3 : 4'", ["A": ["t": "UP", "b": "true"]])
    let text = try #require(derivation.sensitivities.first { $0.basis == .text })
    #expect(text.to.content == .text("DOWN") && text.change == -11)
    let other = try await derive("result: 'found.b ? 3 : 4'", ["A": ["b": "true"]])
    #expect(other.sensitivities.map(\.basis) == [.flip])
    #expect(other.sensitivities.map(\.change) == [1])
  }

  @Test func aTextOfTheDataCannotActOnATerminal() async throws {
    let derivation = try await derive("result: 1", ["A": ["t": "\u{1B}[2J\nX"]])
    #expect(!derivation.text.unicodeScalars.contains("\u{1B}"))
    #expect(derivation.text.contains("\\u{1b}[2J\\nX"))
  }

  @Test func theJSONHasTheShapeThatIsDocumented() async throws {
    let derivation = try await derive("result: clamp(found.x * 2, 0, 10)", ["A": ["x": "8"]])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(derivation.json.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "version", "policy", "mode", "entity", "now", "sinks", "checks", "nodes", "sources", "sensitivities", "sensitivities_complete",
      ])
    #expect(object["version"] as? Int == 1)
    let nodes = try #require(object["nodes"] as? [[String: Any]])
    let result = try #require(nodes.first { $0["name"] as? String == "result" })
    let clamp = try #require(result["clamp"] as? [String: Any])
    #expect(clamp["bound"] as? String == "upper" && clamp["moved"] as? Double == 6)
    let value = try #require(result["value"] as? [String: Any])
    #expect(value["state"] as? String == "present" && value["value"] as? Double == 10)
    for node in nodes {
      for operand in node["operands"] as? [[String: Any]] ?? [] { #expect(nodes.indices.contains(operand["node"] as? Int ?? -1)) }
    }
  }
}
