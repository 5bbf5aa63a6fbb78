internal import Governor
internal import Logging
internal import Policy
internal import Synchronization

/// Writes the log of every policy of a host, and what a dry run would write.
final class HostObserver: TickObserver {
  private let logger: Logger
  private let systemd: SystemdNotifier?
  private let preview: LineWriter
  private let journals = Mutex<[String: TickJournal]>([:])
  /// Whether a tick so far has failed to write, or not found out which entities there are.
  private let trouble = Mutex(false)

  /// `preview` takes what a dry run would write.
  init(logger: Logger, preview: LineWriter, systemd: SystemdNotifier? = nil) {
    self.logger = logger
    self.preview = preview
    self.systemd = systemd
  }

  /// Whether all ticks so far wrote what they had to, and a dry run showed it.
  var isWell: Bool { trouble.withLock { !$0 } && preview.lost == 0 }

  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int) {
    systemd?.tickEnded(policy: live.policy.name, at: live.status.endedAt ?? 0)
    for line in (report.sinks + report.publications).flatMap(\.preview) { preview.write(line + "\n") }
    if report.failed > 0 || report.unpublished > 0 || !report.knowsEntities { trouble.withLock { $0 = true } }
    journals.withLock { journals in
      // Another text of the policy has other parts: what was wrong with those of before is neither still so nor well again.
      let kept = journals[report.policy.name].flatMap { $0.mark == live.mark ? $0 : nil }
      var journal = kept ?? TickJournal(live.mark, logger: logger)
      // What is wrong with the data of both is the primary's to tell.
      let known = report.policy.shadowOf.flatMap { journals[$0]?.conditions.known } ?? []
      journal.note(report, cut: live.status.ledger.cut, besides: known)
      if missed > 0 { journal.noteOverrun(report, missed: missed) }
      journals[report.policy.name] = journal
    }
  }

  func tookOver(_ live: LivePolicy, _ adoption: MemoryAdoption) {
    for refusal in adoption.refused {
      logger.warning(
        "what was known of a source is not used any more: \(refusal.reason)",
        metadata: ["policy": "\(live.policy.name)", "source": "\(refusal.source)"])
    }
  }

  /// Forgets what was wrong with policies that run no more.
  func keep(_ names: Set<String>) { journals.withLock { journals in journals = journals.filter { names.contains($0.key) } } }
}
