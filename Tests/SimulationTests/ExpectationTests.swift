import Testing

@testable import Simulation

/// What a test can expect, and what is said where it does not come true.
@Suite struct ExpectationTests {
  private static let given = """
    - at: 0s
      given:
        limit: {top: 100, at: now}
        found: [A, B]
        level: {A: {amount: 40, word: x}}

    """

  private func findings(_ expected: String, after given: String = Self.given) async throws -> [String] {
    try await Simulated(pool, steps: given + "  expect: \(expected)").findings
  }

  @Test(
    "what comes true",
    arguments: [
      "{A: {rest: 60, kind: x, isLow: false, half: 50}, B: {rest: 93, kind: none}}",
      "{A: {rest: 60.00000001}}", "{A: {rest: 61 ±1}}", "{A: {rest: 59+-1.5}}", "{A: {rest: 63 ±5%}}", "{A: {rest: 6e1}}",
      "{A: {level.amount: 40, limit.top: 100, out.rest: 60, out.at: now, out.mode: shadow, word: x}}",
      "{A: {out.at: 2026-01-01T00:00:00Z, limit.at: 1767225600}}", "{A: written, B: {out: written}}",
      "{values: {half: 50, sum.rest: 153, sum: written}}", "{values: written}", "{B: {level.word: missing}}",
      "{limit: fresh, found: fresh, level: {A: fresh, B: [absent, default, not_fresh]}}", "{sources: {level: {B: default}}}",
      "{metrics: {written_total: 2, 'left{item=\"B\"}': 93, 'left{item=\"C\"}': missing}}", "{checks: {low: {A: allowed, B: allowed}}}",
      "{entities: [B, A]}", "{entities: {A: {rest: 60}}}", "{sinks: {out: {written: 2, failed: 0, withheld: 0, missing: 0}}}",
    ])
  func right(_ expected: String) async throws {
    #expect(try await findings(expected).isEmpty)
  }

  @Test(
    "what does not",
    arguments: [
      ("{A: {rest: 61}}", "`rest` of `A` is 60.0 usd; expected is 61"),
      ("{A: {rest: 61 ±0.5}}", "`rest` of `A` is 60.0 usd; expected is 61 ±0.5"),
      ("{A: {rest: 64 ±5%}}", "`rest` of `A` is 60.0 usd; expected is 64 ±5%"),
      ("{A: {rest: 60.001}}", "`rest` of `A` is 60.0 usd; expected is 60.001"),
      ("{A: {rest: missing}}", "`rest` of `A` is 60.0 usd; expected is missing"),
      ("{A: {kind: y}}", "`kind` of `A` is 'x'; expected is y"), ("{A: {kind: 'missing'}}", "`kind` of `A` is 'x'; expected is missing"),
      ("{A: {isLow: true}}", "`isLow` of `A` is false; expected is true"),
      ("{A: {out.at: now - 1s}}", "`out.at` of `A` is 1767225600.0; expected is now - 1s"),
      ("{A: withheld}", "`A` is written by `out`; expected is withheld"),
      ("{values: {half: 51}}", "`half` is 50.0 usd; expected is 51"),
      ("{limit: stale}", "`limit` is fresh; expected is stale"),
      ("{limit: too_old}", "`limit` is fresh; expected is too_old"),
      ("{level: fresh}", "`level` of `B` is absent, default; expected is fresh"),
      ("{level: {B: [absent, missing]}}", "`level` of `B` is absent, default; expected is absent, missing"),
      ("{metrics: {written_total: 3}}", "`written_total` is 2.0; expected is 3"),
      ("{metrics: {'left{item=\"B\"}': missing}}", "`left{item=\"B\"}` is 93.0; expected is missing"),
      ("{metrics: {'left{item=\"C\"}': 1}}", "there is no series `left{item=\"C\"}`; expected is 1"),
      ("{checks: {low: {A: violated}}}", "the check `low` of `A` is allowed; expected is violated"),
      ("{checks: {low: {C: allowed}}}", "there is no item `C` in this tick"),
      ("{entities: [A]}", "the entities are not those that are expected"),
      ("{C: {rest: 1}}", "there is no item `C` in this tick"), ("{C: written}", "there is no item `C` in this tick"),
      ("{C: withheld}", "no step has the item `C`"),
      ("{sinks: {out: {written: 1}}}", "`out` has 2 rows written; expected is 1"),
    ])
  func wrong(_ expected: String, _ message: String) async throws {
    #expect(try await findings(expected) == ["10 GV0501 " + message])
  }

  @Test func aRowThatIsNotWrittenSaysWhy() async throws {
    let run = try await Simulated(
      pool, steps: "- at: 0s\n  given: {found: [A], limit: invalid, level: {A: {amount: 1}}}\n  expect: {A: written, limit: withheld}")
    #expect(run.findings == ["7 GV0501 `A` is not written by `out`; expected is written"])
    #expect(run.text.contains("`out.rest` is withheld"))
    #expect(run.text.contains("`limit.top` is withheld, invalid, so withheld"))
  }

  @Test func aFieldOfASinkWasWrittenToo() async throws {
    let run = try await Simulated(
      pool,
      steps: "- at: 0s\n  given: {found: [A], limit: {top: 9, at: now}, level: {A: {amount: 1}}, sinks: {out: fails}}\n"
        + "  expect: {A: {rest: 8, out.rest: 8}, sinks: {out: {failed: 1}}}")
    #expect(run.findings == ["7 GV0501 `out.rest` of `A` is 8.0 usd, and was not written"])
  }

  @Test func metricsGoOnAndChecksKnowTheMode() async throws {
    let tests = """
      policy: a.yaml
      env: {MODE: enforce}
      tests:
        - name: it
          steps:
            - at: 0s
              given: {found: [A, B], limit: {top: 100, at: now}, level: {A: {amount: 95}}}
              expect: {checks: {low: {A: blocked, B: allowed}}, metrics: {written_total: 2, low_total: 1}}
            - at: 1s
              expect: {checks: {low: {A: violated}}, metrics: {written_total: 4, low_total: 2}}
            - at: 2s
              given: {limit: invalid, level: unreachable}
              expect: {checks: {low: {A: undecided}}, metrics: {written_total: 4, low_total: 2}}
      """
    let run = try await Simulated(pool, tests)
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test(
    "the names of series",
    arguments: [
      ("a", "a"), ("a{}", "a"), ("a{b=\"c\"}", "a{b=\"c\"}"), ("a{ z = \"1\", b=\"x y\" }", "a{b=\"x y\",z=\"1\"}"),
      ("a{b=\"\\\"\"}", "a{b=\"\"\"}"),
      ("", nil), ("{b=\"c\"}", nil), ("a{b=c}", nil), ("a{b=\"c\"", nil), ("a{b=\"c\"}x", nil), ("a{b=\"c\" d=\"e\"}", nil), ("a{b}", nil),
      ("a b", nil),
      ("a{b=\"c\",b=\"d\"}", nil),
    ] as [(String, String?)])
  func series(_ text: String, _ shown: String?) {
    #expect(SeriesName(text).map { "\($0)" } == shown)
  }

  @Test func aSinkOfTheOtherModeIsNotExpectedToWriteAndAnotherDeletes() async throws {
    let policy = pool.replacing("  out:\n    type: redis_hash\n", with: "  out:\n    type: redis_hash\n    when_withheld: delete\n")
      .replacing(
        "  sum:\n", with: "  late: {type: redis_hash, modes: [enforce], key: \"late:{item}\", ttl: 60s, fields: {rest: rest}}\n  sum:\n")
    let steps =
      Self.given + """
          expect: {A: {rest: 60, out: written, late: withheld}, B: written, sinks: {late: {written: 0}, out: {deleted: 0}}}
        - at: 1s
          given: {level: {A: fresh, B: invalid}}
          expect: {A: written, B: withheld, sinks: {out: {written: 1, deleted: 1, missing: 1}}}
        - at: 2s
          given: {sinks: {out: fails}}
          expect: {sinks: {out: {written: 0, deleted: 0, failed: 2}}}
        """
    let run = try await Simulated(policy, steps: steps)
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test func aStoryGoesDownToTheRecords() async throws {
    let run = try await Simulated(
      pool,
      steps: "- at: 0s\n  given: {found: [A], limit: {top: 100, at: now - 10s}}\n"
        + "- at: 1m\n  expect: {A: {rest: 1}}")
    #expect(run.findings == ["8 GV0501 `rest` of `A` is 93.0 usd; expected is 1"])
    for line in [
      "1m after the start", "`rest` is 93.0 usd: `limit.top - level.amount` at a.yaml:27:9",
      "`limit.top` is 100.0 usd, stale, so last_known_good, 1m10s old", "`level.amount` is 7.0 usd, absent, so default",
    ] { #expect(run.text.contains("= note: " + line), "\(run.text)") }
  }

  @Test(
    "what cannot be expected",
    arguments: [
      ("{lmit: fresh}", "GV0202 `lmit` is not a source of `pool`"), ("{A: {rst: 1}}", "GV0202 `rst` is neither a value"),
      ("{A: {out.rst: 1}}", "GV0202 `out.rst` is neither"), ("{limit: old}", "GV0108 a source is expected to be a state"),
      ("{limit: {A: fresh}}", "GV0506 `limit` has one record"),
      ("{values: {rest: 1}}", "GV0506 `rest` has a value for each item"), ("{A: {rest: lots}}", "GV0103 `rest` is a number in usd"),
      ("{A: {rest: 1 ±x}}", "GV0103"), ("{A: {rest: nan}}", "GV0103"), ("{A: {rest: }}", "GV0102"), ("{A: {isLow: 1}}", "GV0103"),
      ("{A: {rest: [1]}}", "GV0102"), ("{A: writen}", "GV0202"), ("{A: {}}", "GV0106"), ("{}", "GV0106"), ("fresh", "GV0102"),
      ("{entities: A}", "GV0102"), ("{sinks: {oot: {written: 1}}}", "GV0202"), ("{sinks: {out: {writen: 1}}}", "GV0107"),
      ("{sinks: {out: {written: -1}}}", "GV0103"), ("{limit: []}", "GV0106"), ("{sources: {A: fresh}}", "GV0202"),
      ("{metrics: {writen_total: 1}}", "GV0202"), ("{metrics: {left: 1}}", "GV0506 one series of `left` is told by all of its labels"),
      ("{metrics: {'left{itm=\"A\"}': 1}}", "GV0506"), ("{metrics: {'written_total{a=\"b\"}': 1}}", "GV0506"),
      ("{metrics: {'left{item=A}': 1}}", "GV0506"), ("{metrics: {written_total: many}}", "GV0103"),
      ("{checks: {lw: {A: allowed}}}", "GV0202"),
      ("{checks: {low: allowed}}", "GV0506"), ("{checks: {low: {A: alowed}}}", "GV0108"), ("{checks: {asked: {A: allowed}}}", "GV0506"),
    ])
  func refused(_ expected: String, _ finding: String) async throws {
    let found = try await findings(expected)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("10 " + finding) ?? false, "\(found)")
  }
}
