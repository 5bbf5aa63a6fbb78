internal import Governor
internal import Policy

/// The parts of a policy that a tick did not look at: nobody knows whether they are well again.
struct IdleParts: Sendable {
  private let parts: Set<String>

  /// By what a tick did: without entities it looks at nothing that goes by entity, and a sink without rows asks no server.
  init(_ report: TickReport) {
    let (policy, hasRows) = (report.policy, report.knowsEntities && report.snapshot.rows > 0)
    func isIdle(_ sink: SinkReport) -> Bool {
      sink.isActive && sink.written + sink.deleted + sink.failed == 0 && sink.preview.isEmpty
    }
    var parts: Set<String> = []
    for source in policy.sources where source.cadence == .perEntity && !hasRows { parts.insert("source \(source.name)") }
    for sink in report.sinks where isIdle(sink) { parts.insert("sink \(sink.name)") }
    for check in report.checks {
      if check.cadence == .perEntity, !hasRows { parts.insert("check \(check.name)") }
      if let publication = check.publication, isIdle(publication) { parts.insert("check \(check.name) publish") }
    }
    self.parts = parts
  }

  /// Whether a condition that the tick did not find may last all the same.
  func hold(_ condition: Condition) -> Bool {
    parts.contains(condition.subject) || !condition.affected.isEmpty && condition.affected.allSatisfy(parts.contains)
  }
}
