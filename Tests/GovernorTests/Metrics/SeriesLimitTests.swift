import Governor
import GovernorTesting
import Policy
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SeriesLimitTests {
  private static let metrics = """
    {equity: {gauge: main.equity, labels: {symbol: symbol}}, written_total: {count: sink.out.written, labels: {symbol: symbol}},
     all_total: {count: sink.out.written}}
    """

  @Test func theUsualLimitIsTenThousand() throws {
    #expect(try MetricsBench().policy.seriesLimit == 10_000)
    #expect(try MetricsBench(limit: 3).policy.seriesLimit == 3)
  }

  @Test func whatIsBeyondTheLimitIsLeftOutAndCounted() async throws {
    var bench = try MetricsBench(limit: 2, metrics: Self.metrics)
    await bench.tick(of: "A", "B")
    #expect(bench.ledger.cut.isEmpty)
    await bench.tick(of: "C", "A", "D", "B")
    // Those that were there stay, though others are named before them.
    #expect(bench.series("equity") == ["A": 100, "B": 100])
    #expect(bench.series("written_total") == ["A": 2, "B": 2])
    #expect(bench.series("all_total") == ["": 6])
    await bench.tick(of: "C", "A", "D", "B")
    #expect(bench.ledger.cut.map(\.name) == ["equity", "written_total"])
    #expect(bench.ledger.cut.map(\.now) == [2, 2])
    #expect(bench.ledger.cut.map(\.total) == [4, 4])
    #expect(bench.ledger.cut.map(\.limit) == [2, 2])
  }

  @Test func whoLeavesMakesRoom() async throws {
    var bench = try MetricsBench(limit: 2, metrics: Self.metrics)
    await bench.tick(of: "A", "B", "C")
    await bench.tick(of: "B", "C")
    #expect(bench.series("equity") == ["B": 100, "C": 100])
    #expect(bench.series("written_total") == ["B": 2, "C": 1])
    #expect(bench.ledger.cut.map(\.now) == [0, 0])
    #expect(bench.ledger.cut.map(\.total) == [1, 1])
  }

  @Test func asManyAsTheLimitAreNoneTooMany() async throws {
    var bench = try MetricsBench(limit: 3, metrics: Self.metrics)
    await bench.tick(of: "A", "B", "C")
    #expect(bench.series("equity").count == 3 && bench.ledger.cut.isEmpty)
  }
}
