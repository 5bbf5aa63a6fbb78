import Governor
import Testing

@testable import Exposition

@Suite struct ExpositionTextTests {
  private func text(_ families: [MetricFamily], _ format: ExpositionFormat) -> String {
    String(decoding: ExpositionWriter.text(families, format), as: UTF8.self)
  }

  private static let awkward = MetricFamily(
    "load", .gauge, help: "A \"share\" \\ of\nall",
    samples: [.init(labels: [.init(name: "who", value: "a\"b\\c\nd é 日本"), .init(name: "empty", value: "")], .number(0.5))])

  @Test func helpAndLabelsAreEscapedAsEachFormatHasIt() {
    let line = #"load{who="a\"b\\c\nd é 日本",empty=""} 0.5"#
    #expect(text([Self.awkward], .prometheusText) == "# HELP load A \"share\" \\\\ of\\nall\n# TYPE load gauge\n\(line)\n")
    #expect(text([Self.awkward], .openMetrics) == "# HELP load A \\\"share\\\" \\\\ of\\nall\n# TYPE load gauge\n\(line)\n# EOF\n")
  }

  @Test func aCounterHasTotalInItsSeriesAndNotInItsFamily() {
    let counter = MetricFamily("ticks_total", .counter, help: "Ticks.", samples: [.init(.count(3))])
    #expect(text([counter], .prometheusText) == "# HELP ticks_total Ticks.\n# TYPE ticks_total counter\nticks_total 3\n")
    #expect(text([counter], .openMetrics) == "# HELP ticks Ticks.\n# TYPE ticks counter\nticks_total 3\n# EOF\n")
  }

  /// A series must not change its name with what a scraper prefers.
  @Test func aCounterWithoutTotalKeepsItsName() {
    let counter = MetricFamily("ticks", .counter, help: "Ticks.", samples: [.init(.count(3))])
    #expect(text([counter], .prometheusText).hasSuffix("# TYPE ticks counter\nticks 3\n"))
    #expect(text([counter], .openMetrics).hasSuffix("# TYPE ticks unknown\nticks 3\n# EOF\n"))
  }

  @Test func anInfoIsAGaugeForPrometheus() {
    let info = MetricFamily("build_info", .info, help: "Build.", samples: [.init(labels: [.init(name: "version", value: "1")], .count(1))])
    #expect(text([info], .prometheusText).contains("# TYPE build_info gauge\nbuild_info{version=\"1\"} 1\n"))
    #expect(text([info], .openMetrics).contains("# TYPE build info\nbuild_info{version=\"1\"} 1\n"))
  }

  @Test func aUnitIsTheEndOfTheName() {
    let counter = MetricFamily("cpu_seconds_total", .counter, help: "Time.")
    #expect(text([counter], .openMetrics).contains("# UNIT cpu_seconds seconds\n"))
    #expect(!text([counter], .prometheusText).contains("UNIT"))
    #expect(MetricFamily("seconds", .gauge, help: "").unit == nil)
  }

  @Test func aHistogramHasItsEndsSumAndCount() {
    var histogram = Histogram(bounds: [0.5, 1, 1e-6, 1e16])
    for value in [0.25, 1, 7] { histogram.record(value) }
    let family = MetricFamily(
      "t_seconds", .histogram, help: "T.", samples: [.init(labels: [.init(name: "p", value: "x")], .histogram(histogram))])
    let lines = """
      t_seconds_bucket{p="x",le="1e-06"} 0
      t_seconds_bucket{p="x",le="0.5"} 1
      t_seconds_bucket{p="x",le="1.0"} 2
      t_seconds_bucket{p="x",le="1e+16"} 3
      t_seconds_bucket{p="x",le="+Inf"} 3
      t_seconds_sum{p="x"} 8.25
      t_seconds_count{p="x"} 3

      """
    // The ends read alike in both, or each would be two series.
    #expect(text([family], .prometheusText) == "# HELP t_seconds T.\n# TYPE t_seconds histogram\n" + lines)
    #expect(text([family], .openMetrics) == "# HELP t_seconds T.\n# TYPE t_seconds histogram\n# UNIT t_seconds seconds\n\(lines)# EOF\n")
  }

  @Test func whereValuesCanBeNegativeThereIsNoSum() {
    let family = MetricFamily("d", .histogram, help: "D.", samples: [.init(.histogram(Histogram(bounds: [-1, 1])))])
    #expect(!text([family], .openMetrics).contains("d_sum"))
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1528, "1528"), (-3, "-3"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e+300"),
    (.leastNonzeroMagnitude, "5e-324"),
    (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (9_007_199_254_740_992, "9007199254740992.0"),
  ])
  func numbersReadBack(_ number: Double, _ text: String) {
    #expect(ExpositionWriter.text(number) == text)
  }

  @Test func nothingIsStillAnExposition() {
    #expect(text([], .prometheusText).isEmpty)
    #expect(text([], .openMetrics) == "# EOF\n")
  }
}
