import Governor
import GovernorTesting
import Policy
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TickTallyTests {
  private func tally(_ bench: MetricsBench, source: String) throws -> SourceTally {
    try #require(bench.tally.sources.first { $0.name == source })
  }

  @Test func nothingHasHappenedYet() throws {
    let tally = try MetricsBench().tally
    #expect(tally.ticks == 0 && tally.lastTickTime == nil && tally.entities == nil && tally.duration.count == 0)
    #expect(tally.sinks.map(\.isActive) == [nil])
  }

  @Test func ticksAreCounted() async throws {
    var bench = try MetricsBench()
    await bench.tick(at: 0, [("A", [:]), ("B", [:])], overrun: 2)
    await bench.tick(at: 10, overrun: 0)
    #expect(bench.tally.ticks == 2 && bench.tally.overruns == 2 && bench.tally.duration.count == 2)
    #expect(bench.tally.lastTickTime == noon + 10)
    #expect(bench.tally.entities == 2)
    bench.found.answer(.fault(PluginFault(.unreachable, place: "there", message: "gone")))
    await bench.tick(at: 20)
    #expect(bench.tally.entities == nil)
  }

  @Test func sourcesAreCountedByStateAndOutcome() async throws {
    var bench = try MetricsBench()
    await bench.tick(at: 5, [("A", ["size": "x"]), ("B", [:])])
    #expect(try tally(bench, source: "main").oldestAge == 5)
    await bench.tick(at: 60)
    bench.main.answer(.fault(PluginFault(.unreachable, place: "there", message: "gone")))
    await bench.tick(at: 70)
    let main = try tally(bench, source: "main")
    #expect(main.reads == 3 && main.failures == 1 && main.duration.count == 3)
    #expect([main.count(RecordState.fresh), main.count(.stale), main.count(.unreachable)] as [Int] == [1, 1, 1])
    #expect(main.count(Outcome.fresh) == 1 && main.count(.lastKnownGood) == 2)
    #expect(main.lastSuccessTime == noon + 60 && main.oldestAge == 70 && main.tooOld == 0)
    await bench.tick(at: 700)
    #expect(try tally(bench, source: "main").tooOld == 1)
    #expect(try tally(bench, source: "main").oldestAge == nil)
    #expect(try tally(bench, source: "main").count(.withheld) == 1)
    #expect(try tally(bench, source: "found").unusableFields == 4)
  }

  @Test func heldValuesAreCounted() async throws {
    var bench = try MetricsBench()
    bench.main.answer(.record(["equity": "5000", "time": "\(noon)"]))
    await bench.tick(of: "A")
    #expect(try tally(bench, source: "main").heldValues == 1)
  }

  @Test func rowsOfSinksAndVerdictsOfChecksAreCounted() async throws {
    var bench = try MetricsBench()
    await bench.tick([("A", ["size": "1"]), ("B", ["size": "11"]), ("C", [:])])
    let sink = try #require(bench.tally.sinks.first)
    #expect(sink.isActive == true && sink.written == 3 && sink.failed == 0 && sink.duration.count == 1 && sink.lastSuccessTime == noon)
    let check = try #require(bench.tally.checks.first)
    #expect([check.count(.allowed), check.count(.violated), check.count(.undecided)] == [1, 1, 1])
    bench.out.fail(PluginFault(.unreachable, place: "there", message: "gone"))
    await bench.tick(at: 10)
    bench.main.answer(.record([:]))
    await bench.tick(at: 900)
    let after = try #require(bench.tally.sinks.first)
    #expect(after.written == 3 && after.failed == 3 && after.withheld == 3 && after.missing == 0 && after.lastSuccessTime == noon)
    // Where there is nothing to write, no time is taken.
    #expect(after.duration.count == 2)
  }

  /// A fault is counted though `??` put another value in its place.
  @Test func faultsOfArithmeticAreCountedAtTheirOutputs() async throws {
    var bench = try MetricsBench()
    await bench.tick([("A", ["size": "0"]), ("B", ["size": "0"]), ("C", ["size": "5"]), ("D", [:])])
    await bench.tick(at: 1)
    #expect(bench.tally.faults.map(\.output) == ["out.symbol", "out.equity", "out.share"])
    #expect(bench.tally.faults.map(\.count) == [0, 0, 4])
    #expect(bench.tally.sinks.first?.written == 8)
  }

  @Test func theNextTextOfThePolicyGoesOn() async throws {
    var first = try MetricsBench()
    await first.tick(at: 3, [("A", ["size": "0"])], overrun: 1)
    let tally = try MetricsBench(following: first).tally
    #expect(tally.ticks == 1 && tally.overruns == 1 && tally.lastTickTime == noon + 3 && tally.duration == first.tally.duration)
    #expect(tally.sources.map(\.reads) == [1, 1] && tally.sinks.map(\.written) == [1])
    #expect(tally.faults.map(\.count) == [0, 0, 1] && tally.checks.map { $0.count(.allowed) } == [1])
  }
}
