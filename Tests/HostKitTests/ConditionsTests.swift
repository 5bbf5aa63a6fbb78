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
    #expect(text(found, "source found invalid") == "1 invalid records, such as: `B`: field `kind` is not there")
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
