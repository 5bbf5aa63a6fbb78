import Governor
import GovernorTesting
import Policy
import Testing

/// Where nobody knows which entities there are, what goes over all of them is not known either.
@Suite struct UnknownEntitiesTests {
  private static let text = """
    policy: test
    mode: enforce
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true, fields: {size: {type: number}}}
      main: {type: fake, fields: {x: {type: number}}}
    values:
      total: sum(found.size)
    sinks:
      totals: {type: fake, fields: {total: total}}
      counts: {type: fake, fields: {open: count(found.size > 0)}}
      plain: {type: fake, fields: {x: main.x}}
    checks:
      limit: {given: {held: {type: number}}, each_tick: {held: total}, violated_when: held > 10}
    """

  @Test func aFormulaOverAllOfThemIsWithheld() async throws {
    let registry = try Registry.fakes()
    let (found, totals, counts, plain) = (FakeSource(), FakeSink(), FakeSink(), FakeSink())
    let runner = PolicyRunner(
      try registry.load(Self.text), registry: registry, clock: TestClock(now: noon),
      standIns: StandIns(
        sources: ["found": found, "main": FakeSource(.record(["x": "1"]))], sinks: ["totals": totals, "counts": counts, "plain": plain]))
    found.answer(.entities([("A", ["size": "12"])]))
    #expect(await runner.tick().checks.first?.verdicts == [.violated])
    // The server is away: a total of 0 would be taken for having no position.
    found.answer(.fault(PluginFault(.unreachable, place: "redis at a:1", message: "refused")))
    let blind = await runner.tick()
    #expect(!blind.knowsEntities)
    #expect(blind.checks.first?.verdicts == [.undecided])
    #expect(blind.sinks.map(\.written) == [0, 0, 1] && blind.sinks.map(\.withheld) == [1, 1, 0])
    #expect(totals.writes.count == 1 && counts.writes.count == 1 && plain.writes.count == 2)
    // That there is none is known.
    found.answer(.entities([]))
    let flat = await runner.tick()
    #expect(flat.checks.first?.verdicts == [.allowed] && flat.sinks.map(\.written) == [1, 1, 1])
    #expect(totals.writes.last == [.init(entity: nil, values: ["total": "0.0"])])
  }
}
