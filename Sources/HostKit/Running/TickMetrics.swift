internal import Governor
internal import Metrics
internal import Policy

/// Counts what a host does through swift-metrics, for whatever backend it is started with.
struct TickMetrics: Sendable {
  private let ticks: Counter
  private let duration: Timer
  private let written: Counter
  private let withheld: Counter
  private let deleted: Counter
  private let failed: Counter

  init(policy: CheckedPolicy) {
    let labels = [("policy", policy.name)]
    ticks = Counter(label: "governor_ticks_total", dimensions: labels)
    duration = Timer(label: "governor_tick_duration_seconds", dimensions: labels)
    written = Counter(label: "governor_sink_rows_written_total", dimensions: labels)
    withheld = Counter(label: "governor_sink_rows_withheld_total", dimensions: labels)
    deleted = Counter(label: "governor_sink_rows_deleted_total", dimensions: labels)
    failed = Counter(label: "governor_sink_rows_failed_total", dimensions: labels)
  }

  func note(_ report: TickReport) {
    ticks.increment()
    duration.recordSeconds(report.seconds)
    written.increment(by: report.written)
    withheld.increment(by: report.withheld)
    deleted.increment(by: report.deleted)
    failed.increment(by: report.failed)
  }
}
