import Governor
import Testing

@Suite struct HistogramTests {
  @Test func aValueOnAnEndLiesBelowIt() {
    var histogram = Histogram(bounds: [1, 5, 10])
    for value in [0.5, 1, 1.001, 5, 10, 10.5, -3] { histogram.record(value) }
    #expect(histogram.counts == [3, 2, 1, 1])
    #expect(histogram.cumulative == [3, 5, 6])
    #expect(histogram.count == 7)
    #expect(histogram.sum == 0.5 + 1 + 1.001 + 5 + 10 + 10.5 - 3)
  }

  @Test func whatIsNotFiniteIsLeftOut() {
    var histogram = Histogram(bounds: [.infinity, 2, .nan, 1, 2, -.infinity])
    #expect(histogram.bounds == [1, 2])
    for value in [Double.nan, .infinity, -.infinity] { histogram.record(value) }
    #expect(histogram.count == 0 && histogram.sum == 0)
  }

  @Test func withoutEndsEverythingIsInOneRange() {
    var histogram = Histogram(bounds: [])
    histogram.record(3)
    #expect(histogram.counts == [1] && histogram.cumulative.isEmpty)
  }

  @Test(arguments: [Histogram.durations, Histogram.ratios, Histogram.amounts]) func endsAscend(_ ends: [Double]) {
    #expect(Histogram(bounds: ends).bounds == ends)
  }
}
