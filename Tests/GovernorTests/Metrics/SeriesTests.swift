import Governor
import GovernorTesting
import Policy
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SeriesTests {
  private static let metrics = """
    {equity: {gauge: main.equity, labels: {symbol: symbol}}, written_total: {count: sink.out.written, labels: {group: found.group}},
     allowed_total: {count: check.room.allowed, labels: {symbol: symbol}}}
    """

  @Test func gaugesAndCountersOfChecksEndWithTheirEntity() async throws {
    var bench = try MetricsBench(metrics: Self.metrics)
    await bench.tick([("A", ["size": "1"]), ("B", ["size": "1"])])
    #expect(bench.series("equity") == ["A": 100, "B": 100])
    #expect(bench.series("allowed_total") == ["A": 1, "B": 1])
    await bench.tick([("B", ["size": "1"])])
    #expect(bench.series("equity") == ["B": 100])
    #expect(bench.series("allowed_total") == ["B": 2])
    await bench.tick([])
    #expect(bench.series("equity").isEmpty && bench.series("allowed_total").isEmpty)
  }

  @Test func aSeriesOfSeveralEntitiesEndsWithTheLast() async throws {
    var bench = try MetricsBench(metrics: Self.metrics)
    await bench.tick([("A", ["group": "x"]), ("B", ["group": "x"]), ("C", ["group": "y"])])
    #expect(bench.series("written_total") == ["x": 2, "y": 1])
    await bench.tick([("B", ["group": "x"])])
    #expect(bench.series("written_total") == ["x": 3])
    await bench.tick([("D", ["group": "y"])])
    #expect(bench.series("written_total") == ["y": 1])
  }

  @Test func anEntityWithoutTheTextOfALabelHasNoSeries() async throws {
    var bench = try MetricsBench(metrics: Self.metrics)
    await bench.tick([("A", [:]), ("B", ["group": "x"])])
    #expect(bench.series("written_total") == ["x": 1])
  }

  @Test func countersGoOnUnderTheNextTextOfThePolicy() async throws {
    var first = try MetricsBench(metrics: Self.metrics)
    await first.tick([("A", ["group": "x", "size": "1"])])
    let other = """
      {allowed_total: {count: check.room.allowed, labels: {symbol: symbol}, help: other}, equity: {gauge: main.equity},
       written_total: {count: sink.out.failed, labels: {group: found.group}}}
      """
    var second = try MetricsBench(metrics: other, following: first)
    // A gauge shows what is, and another event is another counter.
    #expect(second.series("allowed_total") == ["A": 1])
    #expect(second.series("equity").isEmpty && second.series("written_total").isEmpty)
    await second.tick([("A", ["group": "x", "size": "1"])])
    #expect(second.series("allowed_total") == ["A": 2])
  }

  /// Two texts that read the same would be two series of one name.
  @Test func aTextThatIsNoUTF8IsOneSeries() async throws {
    var bench = try MetricsBench(metrics: Self.metrics)
    bench.found.answer(.reading(try Self.reading(bench, groups: [[0xFF, 0x41], [0xFE, 0x41]])))
    await bench.tick(at: 0)
    #expect(bench.series("written_total") == ["\u{FFFD}A": 2])
  }

  private static func reading(_ bench: MetricsBench, groups: [[UInt8]]) throws -> Reading {
    let source = try #require(bench.policy.sources.first { $0.name == "found" })
    let field = try #require(source.fields.firstIndex { $0.name == "group" })
    var builder = RecordBatchBuilder(fields: source.fields, rows: groups.count)
    for (row, group) in groups.enumerated() { builder.set(group.span, field: field, row: row) }
    return Reading(records: builder.finish(), entities: EntityTable(groups.indices.map { "E\($0)" }))
  }
}
