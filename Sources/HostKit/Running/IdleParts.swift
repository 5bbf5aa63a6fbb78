internal import Governor
internal import Policy

/// The parts of a policy that a tick did not look at: nobody knows whether they are well again.
struct IdleParts: Sendable {
  private var parts: Set<String> = []
  /// The connection of each part that has one.
  private var connections: [String: String] = [:]
  /// Connections over which the tick reached a server.
  private var reached: Set<String> = []

  /// By what a tick did: without entities it looks at nothing that goes by entity, and a sink without rows asks no server.
  init(_ report: TickReport) {
    let policy = report.policy
    let hasRows = report.knowsEntities && report.snapshot.rows > 0
    for (source, read) in zip(policy.sources, report.snapshot.sources) {
      let looks = source.cadence == .perTick || (source.providesEntities ? report.knowsEntities : hasRows)
      // That none of several has a record is not over because one is left, and has none.
      let isAlone = source.cadence == .perEntity && read.states == [.absent]
      note(
        "source \(source.name)", source.configuration.connection, isIdle: !looks || isAlone,
        reaches: looks && read.fault?.kind != .unreachable)
    }
    for (sink, written) in zip(policy.sinks, report.sinks) { note("sink \(sink.name)", sink, written) }
    for check in report.checks {
      // A check of the tick goes over all entities, if over any.
      if !report.knowsEntities || check.cadence == .perEntity && !hasRows { parts.insert("check \(check.name)") }
      guard let publication = check.publication, let sink = policy.checks.first(where: { $0.name == check.name })?.publish else { continue }
      note("check \(check.name) publish", sink, publication)
    }
  }

  private mutating func note(_ part: String, _ sink: SinkDeclaration, _ report: SinkReport) {
    let isIdle = report.isActive && report.written + report.deleted + report.failed == 0 && report.preview.isEmpty
    note(part, sink.configuration.connection, isIdle: isIdle, reaches: report.written + report.deleted > 0)
  }

  private mutating func note(_ part: String, _ connection: String?, isIdle: Bool, reaches: Bool) {
    if isIdle { parts.insert(part) }
    connections[part] = connection
    if reaches, let connection { reached.insert(connection) }
  }

  /// Whether a condition that the tick did not find may last all the same. A server that something else has reached is there.
  func hold(_ condition: Condition) -> Bool {
    if parts.contains(condition.subject) { return true }
    guard !condition.affected.isEmpty, condition.affected.allSatisfy(parts.contains) else { return false }
    return !condition.affected.contains { connections[$0].map(reached.contains) ?? false }
  }
}
