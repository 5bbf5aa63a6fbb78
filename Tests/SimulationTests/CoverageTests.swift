import Simulation
import Testing

/// What tests are asked to take, and what counts as taken.
@Suite struct CoverageTests {
  /// A policy of one value `y` over a field `x` in [0, 1], a number `n` that may be missing, and a text `t`.
  private func policy(_ formula: String, fallback: String = "[withhold]") -> String {
    """
    policy: p
    mode: ${MODE:-shadow}
    every: 10s
    params: {top: 10}
    connections: {redis: "redis://localhost"}
    sources:
      s:
        type: redis_hash
        key: s
        fields: {x: {type: number, range: [0, 1]}, n: {type: number, optional: true}, t: {type: text, optional: true}}
        fallback: \(fallback)
    values:
      y: \(formula.hasPrefix("{") ? formula : "\"\(formula)\"")
    sinks: {out: {type: console, fields: {y: y}}}
    """
  }

  /// What is missed after a tick for each record.
  private func missed(_ formula: String, _ records: [String]) async throws -> [String] {
    let steps = ["- {at: 0s, given: {s: absent}, expect: {s: withheld}}"]
    let more = records.enumerated().map { "- {at: \($0 + 1)s, given: {s: \($1)}, expect: {s: fresh}}" }
    let run = try await Simulated(policy(formula), steps: (steps + more).joined(separator: "\n"))
    #expect(run.findings.isEmpty, "\(run.text)")
    return run.missed
  }

  @Test func theBranchesOfACondition() async throws {
    let formula = "s.x > 0.5 ? 1 : 2"
    #expect(try await missed(formula, []) == ["13 `? :`: the condition holds", "13 `? :`: the condition does not hold"])
    #expect(try await missed(formula, ["{x: 1}"]) == ["13 `? :`: the condition does not hold"])
    #expect(try await missed(formula, ["{x: 1}", "{x: 0}"]).isEmpty)
  }

  @Test func aBranchThatNobodyAskedForIsNotTaken() async throws {
    // Where x is above 0.5 the inner condition is computed too, and decides nothing.
    let formula = "s.x > 0.5 ? 1 : s.x > 0.2 ? 2 : 3"
    #expect(
      try await missed(formula, ["{x: 1}"]) == [
        "13 `? :`: the condition does not hold", "13 `? :`: the condition holds", "13 `? :`: the condition does not hold",
      ])
    #expect(try await missed(formula, ["{x: 1}", "{x: 0.3}"]) == ["13 `? :`: the condition does not hold"])
    // Nor is the part behind one that is there.
    #expect(
      try await missed("s.n ?? (s.x > 0.5 ? 1 : 2)", ["{x: 1, n: 3}"]) == [
        "13 part 2 of 2: the first that is there", "13 `? :`: the condition holds", "13 `? :`: the condition does not hold",
      ])
    // Nor what stands behind an `&&` that is decided.
    #expect(
      try await missed("s.x > 0.5 && (s.x > 0.7 ? s.x > 0.8 : s.x > 0.6)", ["{x: 0}", "{x: 1}"]) == [
        "13 `? :`: the condition does not hold"
      ])
  }

  @Test func thePartsOfFirstOf() async throws {
    let formula = "{first_of: [s.n, s.n + 1, 3, 4]}"
    // The third is always there: the fourth is never looked at. The second has a value only where the first has.
    #expect(
      try await missed(formula, ["{x: 1, n: 1}", "{x: 1}"]) == ["13 part 2 of 4: the first that is there"])
    #expect(try await missed("s.x ?? 1", ["{x: 1}"]).isEmpty)
  }

  @Test func theArmsOfMatch() async throws {
    let formula = "{match: {of: s.t, A: 1, B: 2}}"
    #expect(
      try await missed(formula, ["{x: 1}"]) == ["13 `match`: a text that none fits", "13 `match`: `A`", "13 `match`: `B`"])
    #expect(try await missed(formula, ["{x: 1, t: A}", "{x: 1, t: C}"]) == ["13 `match`: `B`"])
    #expect(try await missed(formula, ["{x: 1, t: A}", "{x: 1, t: C}", "{x: 1, t: B}"]).isEmpty)
  }

  @Test func theEndsOfAClamp() async throws {
    let formula = "clamp(s.n, 0, 1)"
    #expect(
      try await missed(formula, ["{x: 1, n: 0.5}"]) == ["13 `clamp`: the lower end holds", "13 `clamp`: the higher end holds"])
    // A value at the end counts: the end holds it.
    #expect(try await missed(formula, ["{x: 1, n: 0.5}", "{x: 1, n: 0}", "{x: 1, n: 1}"]).isEmpty)
    #expect(try await missed(formula, ["{x: 1, n: -7}", "{x: 1, n: 7}"]) == ["13 `clamp`: a value between the ends"])
  }

  @Test(
    "what can never be taken is not asked for",
    arguments: [
      // The parts add up to 0.9 at most; the field is never negative.
      ("{weights: {s.x: 0.9}, clamp: [0, 1]}", ["{x: 0}", "{x: 0.5}"]), ("clamp(s.x, -1, 2)", []), ("clamp(s.x + 3, 0, 2)", []),
      ("clamp(1 - s.x, 0, 1)", ["{x: 1}", "{x: 0.5}", "{x: 0}"]), ("s.x > 2 ? 1 : 0", []), ("s.x >= 0 ? 1 : 0", []),
      ("top > 3 ? (s.x > 0.5 ? 1 : 2) : (s.x > 0.6 ? 1 : 2)", ["{x: 0}", "{x: 1}"]), ("mode == 'enforce' ? (s.x > 0.5 ? 1 : 2) : 0", []),
      ("{match: {of: mode, shadow: 1, enforce: 2}}", []), ("s.x ?? 3", []), ("1 > 2 && s.x > 0.5 ? 1 : 0", []),
      ("clamp(min(s.x, 0.5), 0, 1)", ["{x: 0}", "{x: 0.2}"]), ("clamp(abs(s.x - 1), 0, 1)", ["{x: 1}", "{x: 0.2}", "{x: 0}"]),
      ("clamp(s.x / 2, 0, 1)", ["{x: 0}", "{x: 1}"]), ("s.x in [0.5, 0.6] ? 1 : 2", ["{x: 0.5}", "{x: 0.7}"]),
      ("(s.x > 0.5 ? 1 : 2) > 3 ? 1 : 2", ["{x: 0}", "{x: 1}"]), ("sqrt(s.x) ?? 4", []),
    ])
  func outOfReach(_ formula: String, _ records: [String]) async throws {
    #expect(try await missed(formula, records).isEmpty)
  }

  @Test func aWayThatOtherVariablesOpenIsAskedFor() async throws {
    let tests = """
      policy: a.yaml
      tests:
        - {name: shadow, steps: [{at: 0s, given: {s: {x: 1}}, expect: {values: {y: 0}}}, {at: 1s, given: {s: absent}, expect: {s: absent}}]}
        - {name: enforce, env: {MODE: enforce}, steps: [{at: 0s, given: {s: {x: 1}}, expect: {values: {y: 1}}}]}
      """
    let run = try await Simulated(policy("mode == 'enforce' ? (s.x > 0.5 ? 1 : 2) : 0"), tests)
    #expect(run.findings.isEmpty, "\(run.text)")
    #expect(run.missed == ["13 `? :`: the condition does not hold"])
  }

  @Test func theStepsOfAFallback() async throws {
    let steps = "- {at: 0s, given: {s: {x: 1}}, expect: {s: fresh}}\n"
    let one = policy("s.x", fallback: "[last_known_good: 1m, withhold]")
    #expect(
      try await Simulated(one, steps: steps).missed == ["11 `s`: the step `last_known_good`", "11 `s`: the step `withhold`"])
    #expect(
      try await Simulated(one, steps: steps + "- {at: 59s, given: {s: invalid}}\n").missed == ["11 `s`: the step `withhold`"])
    #expect(
      try await Simulated(one, steps: steps + "- {at: 59s, given: {s: invalid}}\n- {at: 60s, given: {s: absent}}").missed.isEmpty)
  }

  @Test func aListForEachCauseIsAskedForByCause() async throws {
    let lists = policy("s.x", fallback: "{absent: [default: {x: 0}], invalid: [missing]}")
    let run = try await Simulated(lists, steps: "- {at: 0s, given: {s: absent}, expect: {s: default}}\n")
    #expect(
      run.missed == ["7 `s`: the step `withhold` where it is unreachable", "11 `s`: the step `missing` where it is invalid"])
  }

  @Test func aSourceOfEntitiesEndsInWithholdWhereTheyAreNotKnown() async throws {
    let run = try await Simulated(pool, steps: "- {at: 0s, given: {found: [A]}, expect: {A: withheld}}\n")
    #expect(run.missed.contains("7 `found`: the step `withhold`"))
    let other = try await Simulated(pool, steps: "- {at: 0s, given: {found: unreachable}, expect: {found: unreachable}}\n")
    #expect(!other.missed.contains("7 `found`: the step `withhold`"))
  }

  @Test func coverageCountsOverAllTests() async throws {
    let tests = """
      policy: a.yaml
      tests:
        - {name: high, steps: [{at: 0s, given: {s: {x: 1}}, expect: {values: {y: 1}}}]}
        - {name: low, steps: [{at: 0s, given: {s: {x: 0}}, expect: {values: {y: 2}}}]}
      """
    let run = try await Simulated(policy("s.x > 0.5 ? 1 : 2"), tests)
    #expect(run.missed == ["11 `s`: the step `withhold`"])
    #expect(run.total == 3)
    #expect(run.coverage.byPolicy.map { Int($0.percentage) } == [66])
  }
}
