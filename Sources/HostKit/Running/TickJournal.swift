internal import Governor
internal import Logging
internal import Policy

/// Writes the log of one policy: a line a tick, a warning when something goes wrong, and a line when it is over. What lasts is not repeated.
struct TickJournal: Sendable {
  private let logger: Logger
  /// Tells the text of the policy from another; see `LivePolicy.mark`.
  let mark: String
  private(set) var conditions = ConditionLog()

  init(_ mark: String, logger: Logger) {
    self.mark = mark
    self.logger = logger
  }

  /// Notes a tick; `cut` are the metrics that have had too many series, and `besides` is what another policy has told already.
  mutating func note(_ report: TickReport, cut: [CutMetric] = [], besides: Set<Condition> = []) {
    // What this policy has told stays its own: it is not well again because another tells the same now.
    let all = Conditions.of(report)
    let muted = all.filter { $0.isTold(by: besides) && !conditions.known.contains($0) }
    let own = all.filter { !muted.contains($0) }
    // A tick that fails may be a long one, and the fault as old as its begin.
    let idle = IdleParts(report)
    let changes = conditions.update(
      own + Conditions.of(cut), muted: muted, at: report.snapshot.now, since: report.snapshot.now - report.seconds, holds: idle.hold)
    for change in changes {
      var members: Logger.Metadata = ["policy": "\(report.policy.name)"]
      switch change {
      case .began(let condition), .changed(let condition):
        members.merge(condition.details.mapValues { .string($0) }) { $1 }
        logger.warning("\(change)", metadata: members)
      case .ended: logger.info("\(change)", metadata: members)
      }
    }
    var members: Logger.Metadata = [
      "policy": "\(report.policy.name)", "mode": "\(report.policy.mode.rawValue)", "entities": .stringConvertible(report.snapshot.rows),
      "written": .stringConvertible(report.written), "withheld": .stringConvertible(report.withheld),
      "failed": .stringConvertible(report.failed), "ms": .stringConvertible((report.seconds * 10_000).rounded() / 10),
    ]
    if report.policy.sinks.contains(where: { $0.whenWithheld == .delete }) { members["deleted"] = .stringConvertible(report.deleted) }
    let inactive = report.sinks.filter { !$0.isActive }.map(\.name)
    if !inactive.isEmpty { members["inactive"] = "\(inactive.joined(separator: ","))" }
    if report.sinks.count > 1 {
      members["sink"] = .dictionary(
        Dictionary(report.sinks.map { ($0.name, "\(SinkSummary.text($0))") }, uniquingKeysWith: { first, _ in first }))
    }
    members["source"] = .dictionary(
      Dictionary(report.snapshot.sources.map { ($0.name, "\(SourceSummary.text($0))") }, uniquingKeysWith: { first, _ in first }))
    if !report.checks.isEmpty {
      members["check"] = .dictionary(
        Dictionary(report.checks.map { ($0.name, "\(CheckSummary.text($0))") }, uniquingKeysWith: { first, _ in first }))
    }
    if !report.publications.isEmpty {
      members["published"] = .dictionary(
        Dictionary(report.publications.map { ($0.name, "\(SinkSummary.text($0))") }, uniquingKeysWith: { first, _ in first }))
    }
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
