/// What the writes of one sink have come to.
public struct SinkTally: Sendable {
  /// The sink's name.
  public let name: String
  /// Whether it writes in the mode of the policy; nil before the first tick.
  public private(set) var isActive: Bool?
  /// Rows written.
  public private(set) var written = 0
  /// Rows kept back whose keys were deleted.
  public private(set) var deleted = 0
  /// Rows not known to be written, or deleted.
  public private(set) var failed = 0
  /// Rows kept back because a source is withheld.
  public private(set) var withheld = 0
  /// Rows kept back because a value is missing.
  public private(set) var missing = 0
  /// How long writes took, in seconds; a tick in which there was nothing to write does not count.
  public private(set) var duration = Histogram(bounds: Histogram.durations)
  /// When rows were written last and none failed, in Unix seconds; nil before that.
  public private(set) var lastSuccessTime: Double?

  init(name: String) {
    self.name = name
  }

  mutating func take(_ report: SinkReport, at now: Double) {
    isActive = report.isActive
    written += report.written
    deleted += report.deleted
    failed += report.failed
    withheld += report.withheld
    missing += report.missing
    if report.written + report.deleted + report.failed > 0 { duration.record(report.seconds) }
    if report.written > 0, report.failed == 0 { lastSuccessTime = now }
  }
}
