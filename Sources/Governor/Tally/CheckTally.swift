/// What one check has said in all ticks.
public struct CheckTally: Sendable {
  /// The check's name.
  public let name: String
  /// Violations that were published; nil for a check that publishes nothing.
  public private(set) var published: Int?
  /// Violations that are not known to be published.
  public private(set) var unpublished = 0
  /// Entities for which its formulas, or those of what it publishes, divided by zero, overflowed or the like.
  public private(set) var faults = 0
  private var counts = [Int](repeating: 0, count: CheckReport.Verdict.allCases.count)

  init(name: String, publishes: Bool) {
    self.name = name
    published = publishes ? 0 : nil
  }

  /// How often it gave a verdict.
  public func count(_ verdict: CheckReport.Verdict) -> Int { counts[Int(verdict.rawValue)] }

  mutating func take(_ report: CheckReport) {
    if let publication = report.publication {
      published = (published ?? 0) + publication.written
      unpublished += publication.lost
    }
    faults += report.faults
    for verdict in report.verdicts { counts[Int(verdict.rawValue)] += 1 }
  }
}
