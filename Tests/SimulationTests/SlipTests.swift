import Diagnostics
import Simulation
import Testing

/// Slips in tests that would otherwise pass in silence, or tell something untrue.
@Suite struct SlipTests {
  private static let given = "given: {found: [orders, batch], limit: {top: 100, at: now}"

  private func text(_ steps: String) async throws -> String { try await Simulated(pool, steps: steps).text }

  @Test func whatIsGivenForAnEntityThatNobodyFindsIsAFinding() async throws {
    let text = try await text("- at: 0s\n  \(Self.given), level: {ordrs: {amount: 1}}}\n  expect: {orders: written}")
    #expect(text.contains("error[GV0507]: no item `ordrs` is found while `level` is given for it"))
    #expect(text.contains("did you mean `orders`?"))
  }

  @Test func whatIsGivenMayWaitForItsEntityAndEndAfterIt() async throws {
    let text = try await text(
      """
      - at: 0s
        given: {found: [batch], limit: {top: 100, at: now}, level: {orders: {amount: 1}}}
      - at: 10s
        given: {found: [orders]}
        expect: {orders: {rest: 99}}
      - at: 20s
        given: {found: [batch], level: {orders: absent, batch: {amount: 2}}}
        expect: {batch: written}
      """)
    #expect(text.isEmpty, "\(text)")
  }

  @Test func whatIsReplacedUnreadIsAFinding() async throws {
    let found = try await Simulated(
      pool,
      steps: """
        - at: 0s
          given: {found: [batch], limit: {top: 100, at: now}, level: {orders: {amount: 1}}}
        - at: 10s
          given: {found: [batch, orders], level: {orders: {amount: 2}}}
          expect: {limit: fresh}
        """
    ).findings
    #expect(found == ["6 GV0507 no item `orders` is found while `level` is given for it"])
  }

  @Test func namesAreNotJudgedWhereTheEntitiesAreUnknown() async throws {
    let text = try await text(
      "- at: 0s\n  given: {found: unreachable, level: {A: {amount: 1}}}\n  expect: {found: unreachable, values: {half: withheld}}")
    #expect(!text.contains("GV0507"), "\(text)")
  }

  @Test("a variable that the policy does not ask for", arguments: ["env: {MODEE: enforce}\n", ""])
  func idleVariables(_ ofFile: String) async throws {
    let ofTest = ofFile.isEmpty ? "    env: {MODEE: enforce}\n" : "    env: {MODE: enforce}\n"
    let tests = "policy: a.yaml\n\(ofFile)tests:\n  - name: x\n\(ofTest)    steps: [{at: 0s, expect: {limit: absent}}]\n"
    let simulated = try await Simulated(pool, tests)
    #expect(simulated.findings == ["\(ofFile.isEmpty ? 4 : 2) GV0508 `pool` asks for no variable `MODEE`"])
    #expect(simulated.text.contains("did you mean `MODE`?"))
  }

  @Test func theNoteIsOfTheRecordThatFails() async throws {
    let policy = pool.replacing(
      "amount: {type: number", with: "at: {type: time, optional: false}\n      amount: {type: number"
    ).replacing("    fallback:\n      absent", with: "    as_of: at\n    stale_after: 30s\n    fallback:\n      absent")
    let given = "given: {found: [old, gone, older], level: {old: {amount: 1, at: now - 6m}, older: {amount: 1, at: now - 7m}}}"
    let gone = try await Simulated(policy, steps: "- at: 0s\n  \(given)\n  expect: {level: {gone: fresh}}").text
    #expect(gone.contains("`level` of `gone` is absent, default; expected is fresh"))
    #expect(!gone.contains("6m old") && !gone.contains("7m old"), "\(gone)")
    let older = try await Simulated(policy, steps: "- at: 0s\n  \(given)\n  expect: {level: {older: fresh}}").text
    #expect(older.contains("= note: `level` of `older`: its data is 7m old") && !older.contains("6m old"), "\(older)")
  }

  @Test func aFailureNamesTheParamsBehindIt() async throws {
    let policy = pool.replacing("sources:\n", with: "params: {share: 0.25}\nsources:\n").replacing(
      "limit.top / 2", with: "limit.top * share")
    let text = try await Simulated(policy, steps: "- at: 0s\n  \(Self.given)}\n  expect: {values: {half: 50}}").text
    #expect(text.contains("= note: `share` is 0.25, a param at a.yaml:6:17"), "\(text)")
  }

  @Test func rowsThatAreKeptBackForAMissingValueCountAsWithheld() async throws {
    let step = "- at: 0s\n  given: {found: [A], limit: {top: 100, at: now}, level: {A: {amount: nan}}}\n  expect: "
    #expect(try await text(step + "{A: withheld, sinks: {out: {withheld: 1, missing: 1, written: 0}}}").isEmpty)
    let value = try await text(step + "{A: {rest: withheld}}")
    #expect(value.contains("`rest` of `A` is missing; expected is withheld") && value.contains("help: write `missing`"), "\(value)")
    let count = try await text(step + "{sinks: {out: {withheld: 0}}}")
    #expect(count.contains("kept back: 0 because a source that they need withholds, 1 because a value in them is missing"), "\(count)")
  }

  @Test func anUnknownEntityIsMarkedAtItsName() async throws {
    let text = try await text("- at: 0s\n  \(Self.given)}\n  expect: {order: {rest: 1}}")
    #expect(text.contains("there is no item `order` in this tick\n  --> a_test.yaml:7:18"), "\(text)")
    #expect(text.contains("did you mean `orders`?"))
  }

  @Test func aSourceBelowAnEntityIsTurnedRound() async throws {
    let text = try await text("- at: 0s\n  \(Self.given)}\n  expect: {orders: {level: [absent, default]}}")
    #expect(text.contains("help: write `level: {orders: [absent, default]}`"), "\(text)")
  }

  @Test func oneSlipStopsOneTest() throws {
    let text = """
      policy: a.yaml
      tests:
        - name: first
          steps: [{at: 0s, gven: {}, expect: {a: b}}]
        - name: second
          steps: [{at: 0s, expect: {a: b}}]
        - name: third
          steps: [{at: 0s, at: 1s, expect: {a: b}}]
        - steps: [{at: 0s, expect: {a: b}}]
      """
    let file = try #require(TestFile.read(SourceFile(path: "a_test.yaml", text: text)).file)
    #expect(file.tests.map(\.name) == ["first", "second", "third", "the test in line 9"])
    #expect(file.tests.map { $0.test != nil } == [false, true, false, false])
    #expect(file.tests.map { $0.findings.sorted.map(\.code) } == [[.unknownField], [], [.duplicateKey], [.missingField]])
  }
}
