/// How many values lay in each of some fixed ranges, with their sum: what Prometheus calls a histogram.
///
/// The ranges are fixed, so that those of two ticks or two policies can be added up.
public struct Histogram: Sendable, Hashable {
  /// The upper ends of the ranges, ascending and finite; a value on an end lies below it. Above the last is one range more.
  public let bounds: [Double]
  /// How many values lie in each range, the one above the last end included.
  public private(set) var counts: [Int]
  /// The sum of all values.
  public private(set) var sum = 0.0

  /// An empty histogram. What is not finite among the ends is left out, and so is what is there twice.
  public init(bounds: [Double]) {
    self.bounds = Set(bounds.filter(\.isFinite)).sorted()
    counts = [Int](repeating: 0, count: self.bounds.count + 1)
  }

  /// Counts a value. One that is not finite has no place in a sum, and is left out.
  public mutating func record(_ value: Double) {
    guard value.isFinite else { return }
    counts[place(of: value)] += 1
    sum += value
  }

  /// How many values there are.
  public var count: Int { counts.reduce(0, +) }

  /// How many values are at most each end, in the order of the ends: what stands in an exposition.
  public var cumulative: [Int] {
    var sum = 0
    return bounds.indices.map { index in
      sum += counts[index]
      return sum
    }
  }

  /// The first range whose end is not below the value.
  private func place(of value: Double) -> Int {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Histogram {
  /// Ends for what takes time, in seconds: from a millisecond to half a minute.
  public static let durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  /// Ends for shares of something, such as relative differences: from a millionth to ten times.
  public static let ratios = [0.000_001, 0.000_1, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 10]

  /// Ends for amounts of any unit, such as absolute differences: a decade each, from a millionth to a thousand million.
  public static let amounts = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
