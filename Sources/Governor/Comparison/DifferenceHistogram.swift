/// How many rows would move by how much: counts in fixed steps of percent, so that two comparisons can be laid side by side.
public struct DifferenceHistogram: Sendable {
  /// One step, from `lower` up to `upper` percent; nil is without end.
  public struct Step: Sendable, Hashable {
    /// The lower end in percent.
    public let lower: Double?
    /// The higher end in percent.
    public let upper: Double?
    /// How many rows.
    public let count: Int
  }

  private static let ends: [Double] = [-100, -50, -20, -10, -5, -2, -1, 0, 1, 2, 5, 10, 20, 50, 100]

  /// The steps from the first to the last that counts a row. A difference on an end lies on the side of 0, unless it is 0.
  public let steps: [Step]
  /// Rows that were 0 before, or are no numbers: they have no percent.
  public let others: Int

  /// The histogram of an output's changes; rows that stay as they are do not count.
  public init(_ output: PolicyComparison.Output) {
    var counts = [Int](repeating: 0, count: Self.ends.count + 1)
    var others = 0
    for change in output.changes {
      guard let exact = change.percent else {
        others += 1
        continue
      }
      // Floating point's dust must not put equal moves on two sides of an end.
      let rounded = (exact * 1e6).rounded() / 1e6
      let percent = rounded == 0 ? exact : rounded
      let index = percent < 0 ? Self.ends.firstIndex { percent < $0 } : Self.ends.firstIndex { percent <= $0 }
      counts[index ?? Self.ends.count] += 1
    }
    self.others = others
    guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
      steps = []
      return
    }
    steps = (first...last).map { index in
      Step(lower: index > 0 ? Self.ends[index - 1] : nil, upper: index < Self.ends.count ? Self.ends[index] : nil, count: counts[index])
    }
  }
}
