/// What one check has said in all ticks.
public struct CheckTally: Sendable {
  /// The check's name.
  public let name: String
  private var counts = [Int](repeating: 0, count: CheckReport.Verdict.allCases.count)

  init(name: String) {
    self.name = name
  }

  /// How often it gave a verdict.
  public func count(_ verdict: CheckReport.Verdict) -> Int { counts[Int(verdict.rawValue)] }

  mutating func take(_ report: CheckReport) {
    for verdict in report.verdicts { counts[Int(verdict.rawValue)] += 1 }
  }
}
