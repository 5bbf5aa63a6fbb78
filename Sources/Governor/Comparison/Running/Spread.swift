/// How some differences are spread: all of them are 0 or more.
public struct Spread: Sendable, Hashable {
  /// Their mean.
  public let mean: Double
  /// The one in the middle; of an even number the mean of the two.
  public let median: Double
  /// The smallest that at least 95 of 100 do not exceed.
  public let percentile95: Double
  /// The largest.
  public let largest: Double

  /// The spread of some differences; nil where there is none.
  init?(_ differences: [Double]) {
    guard !differences.isEmpty else { return nil }
    let sorted = differences.sorted()
    let count = sorted.count
    mean = sorted.reduce(0, +) / Double(count)
    median = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    percentile95 = sorted[max(0, (count * 95 + 99) / 100 - 1)]
    largest = sorted[count - 1]
  }
}
