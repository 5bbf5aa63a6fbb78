import Diagnostics
import Governor
import Policy
import Sinks
import Sources
import Testing

@testable import Simulation

/// What can be given, and what it comes to.
@Suite struct GivenTests {
  @Test func wordsGiveAgainWhatWasGivenLast() async throws {
    let run = try await Simulated(
      pool,
      steps: """
        - at: 0s
          given: {found: [A, B], limit: {top: 100, at: now}, level: {A: {amount: 1}, B: {amount: 2}}}
          expect: {limit: fresh, A: {rest: 99}, B: {rest: 98}}
        - at: 2m
          given: {limit: fresh, level: {A: fresh, B: invalid}}
          expect: {limit: fresh, A: {rest: 99}, level: {A: fresh, B: [invalid, missing]}, B: {rest: missing}}
        - at: 3m
          given: {limit: stale, level: absent}
          expect: {limit: [stale, last_known_good], level: [absent, default]}
        - at: 4m
          given: {limit: absent, level: fresh}
          expect: {limit: [absent, last_known_good], level: fresh, B: {rest: 98}}
        - at: 8m
          given: {level: unreachable}
          expect: {limit: [absent, too_old, withheld], level: [unreachable, withheld], A: withheld}
        - at: 9m
          given: {found: absent}
          expect: {entities: [], found: absent, A: withheld}
        - at: 10m
          given: {found: fresh}
          expect: {entities: [A, B]}
        - at: 11m
          given: {found: unreachable}
          expect: {found: [unreachable, withheld], A: withheld}
        """)
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test func whatIsGivenGoesThroughTheChecksOfLiveData() async throws {
    let run = try await Simulated(
      pool,
      steps: """
        - at: 0s
          given: {found: [A, B, C], limit: {top: nan, at: now}, level: {A: {amount: 1e7}, B: {amount: ~}, C: {word: x}}}
          expect: {limit: invalid, level: {A: invalid, B: absent, C: invalid}}
        - at: 1s
          given: {limit: {top: 1, at: now + 1h}}
          expect: {limit: stale}
        - at: 2s
          given: {limit: {top: 1, at: now - 29s}}
          expect: {limit: fresh}
        - at: 3s
          given: {limit: {top: 1, at: nwo}}
          expect: {limit: invalid}
        """)
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test func aSourceWhoseKeyAnotherFillsIsGivenByEntityAllTheSame() async throws {
    let policy = """
      policy: chain
      for_each: {item: found}
      every: 10s
      connections: {redis: "redis://localhost:6379/0"}
      sources:
        found: {type: redis_scan, keys: "found:{item}"}
        group: {type: redis_hash, key: "group:{item}", fields: {name: {type: text}}}
        level: {type: redis_hash, key: "level:{group.name}", fields: {x: {type: number}}, fallback: [last_known_good: 1m, withhold]}
      sinks: {out: {type: console, fields: {item: item, x: level.x}}}
      """
    let run = try await Simulated(
      policy,
      steps: """
        - at: 0s
          given: {found: [A, B], group: {A: {name: g}}, level: {A: {x: 1}, B: {x: 2}}}
          expect: {A: {x: 1}, B: withheld, level: {A: fresh, B: withheld}}
        """)
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test func whatIsNeverGivenIsAbsent() async throws {
    let run = try await Simulated(pool, steps: "- at: 0s\n  expect: {limit: absent, found: absent, entities: []}")
    #expect(run.findings.isEmpty, "\(run.text)")
  }

  @Test func valuesOfThePolicyItselfStandUnlessTheyAreGiven() async throws {
    let policy = """
      policy: still
      every: 10s
      sources: {state: {type: static, fields: {x: {type: number}}, values: {x: 4}}}
      sinks: {out: {type: console, fields: {y: state.x * 2}}}
      """
    let run = try await Simulated(
      policy,
      """
      policy: a.yaml
      tests:
        - {name: as it is, steps: [{at: 0s, expect: {values: {out.y: 8}, state: fresh}}]}
        - {name: given, steps: [{at: 0s, given: {state: {x: 5}}, expect: {values: {y: 10}}}]}
        - {name: away, steps: [{at: 0s, given: {state: unreachable}, expect: {values: withheld, state: withheld}}]}
      """)
    #expect(run.findings.isEmpty, "\(run.text)")
    #expect(run.coverage.byPolicy.map(\.total) == [0])
  }

  @Test(
    "what cannot be given",
    arguments: [
      ("{lmit: absent}", "GV0202 `lmit` is not a source"), ("{limit: {tpo: 1}}", "GV0107 `tpo` is not a field of `limit`"),
      ("{limit: gone}", "GV0108 `limit` takes"), ("{limit: fresh}", "GV0505 `fresh` gives again"), ("{level: {A: stale}}", "GV0505"),
      ("{level: {A: unreachable}}", "GV0505 a source is unreachable as a whole"), ("{limit: [A]}", "GV0505 a list names"),
      ("{found: [A, A]}", "GV0005"), ("{found: [[A]]}", "GV0102"), ("{level: {A: [1]}}", "GV0102"), ("{limit: {top: [1]}}", "GV0102"),
      ("{found: [~]}", "GV0102"), ("{sinks: {oot: fails}}", "GV0202"), ("{sinks: {out: breaks}}", "GV0108"), ("{sinks: fails}", "GV0102"),
      ("fresh", "GV0102"), ("{level: [A]}", "GV0505"),
    ])
  func refused(_ given: String, _ finding: String) async throws {
    let run = try await Simulated(pool, steps: "- at: 0s\n  given: \(given)\n  expect: {limit: absent}")
    #expect(run.findings.count == 1)
    #expect(run.findings.first?.hasPrefix("6 " + finding) ?? false, "\(run.findings)")
  }

  @Test func aFileOfItsOwnIsReadToo() async throws {
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    let loader = PolicyLoader(catalog: registry.catalog, environment: PolicyEnvironment([:]))
    let policy = try #require(loader.load(SourceFile(path: "a.yaml", text: pool)).policy)
    #expect(Given.load(SourceFile(path: "given.yaml", text: "lmit: absent\n"), for: policy).findings.sorted.map(\.code) == [.unknownName])
    let (given, _) = Given.load(SourceFile(path: "given.yaml", text: "found: [A]\nlimit: {top: 9, at: now}\n"), for: policy)
    let world = GivenWorld(for: policy, registry: registry)
    world.give(try #require(given), at: 1000)
    let report = await PolicyRunner(policy, registry: registry, clock: SimulatedClock(now: 1000), standIns: world.standIns).tick()
    #expect(report.written == 2)
  }

  @Test(
    "times from now",
    arguments: [
      ("now", 0.0), ("now - 40s", -40), ("now-1h30m", -5400), ("now + 5s", 5), ("nowadays", nil), ("now -", nil), ("now 5s", nil),
      ("now - 5", nil), ("NOW", nil),
    ] as [(String, Double?)])
  func relativeTime(_ text: String, _ offset: Double?) {
    #expect(RelativeTime.offset(text) == offset)
  }
}
