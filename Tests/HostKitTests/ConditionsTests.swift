import Governor
import GovernorTesting
import Policy
import Testing

@testable import HostKit

/// What is read off a tick for the log.
@Suite(.timeLimit(.minutes(5)))
struct ConditionsTests {
  private let found = FakeSource()
  private let market = FakeSource()

  private func conditions(fallback: String = "[missing]") async throws -> [Condition] {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {size: {type: number, range: [0, 1e9], optional: true}, kind: {type: text}}}
        market: {type: fake, key: "x:{symbol}", fields: {vol: {type: number}}, fallback: \(fallback)}
      sinks:
        out: {type: fake, fields: {symbol: symbol, kind: found.kind, vol: market.vol ?? 0}}
      checks:
        room:
          given: {held: {type: number, range: [0, 1000]}}
          each_tick: {held: found.size}
          violated_when: held > 10
      """)
    let runner = PolicyRunner(
      policy, registry: registry, clock: TestClock(now: 1_769_594_400), standIns: StandIns(sources: ["found": found, "market": market]))
    return Conditions.of(await runner.tick())
  }

  private func text(_ conditions: [Condition], _ key: String) -> String? { conditions.first { $0.key == key }?.text }

  @Test func allIsWell() async throws {
    found.answer(.entities([("A", ["size": "5", "kind": "x"]), ("B", ["kind": "y"])]))
    market.answer(.records(["A": ["vol": "1"]]))
    #expect(try await conditions().isEmpty, "that one of two has no record may be the ordinary case")
  }

  @Test func aFaultIsToldOfARecordThatHasIt() async throws {
    found.answer(.entities([("A", ["size": "abc", "kind": "x"]), ("B", ["size": "7"])]))
    market.answer(.records(["A": ["vol": "1"]]))
    let found = try await conditions()
    #expect(
      text(found, "source found invalid") == "1 invalid record, such as: `B`: field `kind` is not there; nothing that needs it is written")
    #expect(text(found, "source found fields") == "1 optional fields that cannot be used")
  }

  @Test func noneOfSeveralHasARecord() async throws {
    found.answer(.entities([("A", ["kind": "x"]), ("B", ["kind": "y"])]))
    market.answer(.records([:]))
    #expect(text(try await conditions(), "source market all absent")?.hasPrefix("none of 2 has a record; ") == true)
    // What is withheld is told as such, and once.
    let withheld = try await conditions(fallback: "[withhold]")
    #expect(text(withheld, "source market all absent") == nil && text(withheld, "source market withheld") != nil)
  }

  @Test func whatACheckMayNotTakeIsTold() async throws {
    found.answer(
      .entities([("A", ["size": "5", "kind": "x"]), ("B", ["size": "2000", "kind": "y"]), ("C", ["size": "3000", "kind": "z"])]))
    market.answer(.records(["A": ["vol": "1"]]))
    let told = text(try await conditions(), "check room held outside")
    #expect(told == "undecided for 2 of 3, as `held` lies outside [0, 1000], such as that of `B`, which is 2000.0")
  }

  @Test func aCheckThatNothingCanDecideIsTold() async throws {
    found.answer(.entities([("A", ["kind": "x"]), ("B", ["kind": "y"])]))
    market.answer(.records(["A": ["vol": "1"]]))
    #expect(text(try await conditions(), "check room blind") == "undecided for all 2, as `held` is missing")
    // What is withheld is the source's to tell.
    found.answer(.entities([("A", ["size": "1"])]))
    #expect(text(try await conditions(), "check room blind") == nil)
  }

  @Test func thatAllRecordsStandStillIsTold() async throws {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true}
        market:
          type: fake
          key: "x:{symbol}"
          fields: {vol: {type: number}, at: {type: time}}
          as_of: at
          stale_after: 10s
          fallback: [last_known_good: 30s, default: {vol: 0}]
      sinks:
        out: {type: fake, fields: {vol: market.vol}}
      """)
    let clock = TestClock(now: 1_769_594_400)
    let runner = PolicyRunner(policy, registry: registry, clock: clock, standIns: StandIns(sources: ["found": found, "market": market]))
    func told() async -> [String] { Conditions.of(await runner.tick()).map { "\($0.key), \($0.gravity): \($0.text)" } }
    found.answer(.entities([("A", [:]), ("B", [:])]))
    let record = ["vol": "1", "at": "1769594400"]
    market.answer(.records(["A": record, "B": record]))
    #expect(await told().isEmpty)
    clock.advance(by: 11)
    let stale = "source market all stale, 1: no record of 2 is fresh: 2 stale (such as: `A`: its data is 11s old); "
    #expect(await told() == [stale + "the last known good record stands for it"])
    market.answer(.records(["A": record, "B": ["vol": "1", "at": "1769594411"]]))
    #expect(await told().isEmpty, "that one of two stands still may be the ordinary case")
    market.answer(.records(["A": record]))
    clock.advance(by: 30)
    #expect(
      await told() == [
        "source market all stale, 2: no record of 2 is fresh: 1 stale, 1 absent (such as: `A`: its data is 41s old); "
          + "the last known good record is too old, the policy's default stands for it"
      ])
  }

  @Test func whatAServerThatIsAwayMeansIsTold() async throws {
    found.answer(.entities([("A", ["size": "5", "kind": "x"])]))
    market.answer(.fault(PluginFault(.unreachable, place: "redis at a:1", message: "refused")))
    for (fallback, words, gravity) in [
      ("[missing]", "its fields are missing", 3), ("[withhold]", "nothing that needs it is written", 4),
      ("[default: {vol: 1}]", "the policy's default stands for it", 2),
    ] {
      let told = try #require(try await conditions(fallback: fallback).first { $0.key == "place redis at a:1" })
      #expect(told.text == "refused; market: \(words)")
      #expect(told.gravity == gravity && told.effects == ["market: \(words)"])
    }
  }

  @Test func aCheckThatLacksAValueOfThePolicyIsTold() async throws {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true, fields: {size: {type: number}}}
        limit: {type: fake, fields: {least: {type: number}, most: {type: number, optional: true}}}
      sinks:
        out: {type: fake, fields: {size: found.size}}
        total: {type: fake, fields: {most: max(found.size) + limit.least}}
      checks:
        room: {given: {held: {type: number}}, each_tick: {held: found.size}, violated_when: held > limit.most}
      """)
    let limit = FakeSource(.record(["least": "1"]))
    let runner = PolicyRunner(
      policy, registry: registry, clock: TestClock(now: 1_769_594_400), standIns: StandIns(sources: ["found": found, "limit": limit]))
    found.answer(.entities([("A", ["size": "1"]), ("B", ["size": "2"])]))
    #expect(text(Conditions.of(await runner.tick()), "check room blind") == "undecided for all 2, as `limit.most` is missing")
    limit.answer(.record(["least": "1", "most": "1"]))
    #expect(Conditions.of(await runner.tick()).isEmpty)
    // Without entities there is nothing to decide, and no largest.
    found.answer(.entities([]))
    #expect(Conditions.of(await runner.tick()).isEmpty)
  }

  @Test func theStatusOfAnAnswerIsACauseAndAPortIsNone() {
    let (one, other) = ("http://a answered with status 503 and not 200", "http://a answered with status 404 and not 200")
    #expect(Conditions.wording(one) != Conditions.wording(other))
    #expect(Conditions.wording("port 80 after 12 ms") == Conditions.wording("port 81 after 3 ms"))
    #expect(Conditions.wording("its data is 59s old") == Conditions.wording("its data is 1m2s old"))
  }

  @Test func whatATickDidNotLookAtIsHeld() async throws {
    let none = PluginFault(.unreachable, place: "redis at a:1", message: "refused")
    found.answer(.fault(none))
    market.answer(.records([:]))
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: test
      for_each: {symbol: found}
      sources:
        found: {type: fake, finds_entities: true}
        market: {type: fake, key: "x:{symbol}", fields: {vol: {type: number}}, fallback: [missing]}
        state: {type: fake, fields: {x: {type: number}}, fallback: [missing]}
      sinks:
        out: {type: fake, fields: {vol: market.vol}}
      """)
    let state = FakeSource(.record(["x": "1"]))
    let runner = PolicyRunner(
      policy, registry: registry, clock: TestClock(now: 1_769_594_400),
      standIns: StandIns(sources: ["found": found, "market": market, "state": state]))
    let idle = IdleParts(await runner.tick())
    func holds(_ subject: String, _ affected: [String] = []) -> Bool {
      idle.hold(Condition(key: subject, subject: subject, text: "", affected: affected))
    }
    #expect(holds("source market") && holds("sink out") && holds("redis at b:1", ["sink out", "source market"]))
    // The scan that finds them did not answer either.
    #expect(holds("source found"))
    #expect(!holds("source state") && !holds("redis at b:1", ["sink out", "source state"]) && !holds("policy test"))
    found.answer(.entities([("A", [:])]))
    market.answer(.records(["A": ["vol": "1"]]))
    let busy = IdleParts(await runner.tick())
    #expect(!busy.hold(Condition(key: "sink out", subject: "sink out", text: "")))
    // Nothing is open: the scan has looked, and nothing else had to.
    found.answer(.entities([]))
    let flat = IdleParts(await runner.tick())
    func lasts(_ subject: String) -> Bool { flat.hold(Condition(key: subject, subject: subject, text: "")) }
    #expect(!lasts("source found") && lasts("source market") && lasts("sink out"))
    found.answer(.entities([("A", [:])]))
    market.answer(.records([:]))
    let alone = IdleParts(await runner.tick())
    #expect(alone.hold(Condition(key: "source market all absent", subject: "source market", text: "")), "the one that is left has none")
  }

  @Test func whatGrowsHasAnotherCause() async throws {
    market.answer(.records(["A": ["vol": "1"]]))
    var causes: [String?] = []
    for count in [1, 2, 3, 8] {
      found.answer(.entities((0..<count).map { ("S\($0)", [:]) } + [("A", ["kind": "x"])]))
      causes.append(try await conditions().first { $0.key == "source found invalid" }?.cause)
    }
    #expect(causes[0] != nil && causes[0] != causes[1] && causes[1] == causes[2] && causes[2] != causes[3])
  }
}
