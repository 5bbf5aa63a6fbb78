internal import Governor
internal import Logging
internal import Policy

/// Writes the log of one policy: a line a tick, a warning when something goes wrong, and a line when it is over. What lasts is not repeated.
struct TickJournal: Sendable {
  private let logger: Logger
  private let metrics: TickMetrics
  private var conditions = ConditionLog()

  init(logger: Logger, policy: CheckedPolicy) {
    self.logger = logger
    metrics = TickMetrics(policy: policy)
  }

  mutating func note(_ report: TickReport) {
    metrics.note(report)
    for change in conditions.update(Conditions.of(report), at: report.snapshot.now) {
      switch change {
      case .began(let condition):
        logger.warning(
          "\(condition.subject): \(condition.text)",
          metadata: ["policy": "\(report.policy.name)"].merging(condition.details.mapValues { .string($0) }) { $1 })
      case .ended(let condition, let seconds):
        logger.info(
          "\(condition.subject): well again", metadata: ["policy": "\(report.policy.name)", "after": "\(DurationText.text(seconds.rounded()))"])
      }
    }
    var members: Logger.Metadata = [
      "policy": "\(report.policy.name)", "mode": "\(report.policy.mode.rawValue)", "entities": .stringConvertible(report.snapshot.rows),
      "written": .stringConvertible(report.written), "withheld": .stringConvertible(report.withheld),
      "failed": .stringConvertible(report.failed), "ms": .stringConvertible((report.seconds * 10_000).rounded() / 10),
    ]
    for source in report.snapshot.sources { members["source.\(source.name)"] = "\(SourceSummary.text(source))" }
    logger.info("tick", metadata: members)
  }

  func noteOverrun(_ report: TickReport, missed: Int) {
    logger.warning(
      "a tick took longer than the time between ticks",
      metadata: [
        "policy": "\(report.policy.name)", "ms": .stringConvertible((report.seconds * 1000).rounded()),
        "every": "\(DurationText.text(report.policy.every))", "skipped": .stringConvertible(missed),
      ])
  }
}
