internal import Governor
internal import Policy

/// How a running policy is: what `/ready`, `/health` and `/policies` say of it.
struct PolicyState: Sendable {
  /// Whether its ticks come.
  enum Phase: String, Sendable, CaseIterable {
    /// Its first tick has not ended.
    case starting
    /// Its ticks come.
    case running
    /// Its last tick ended long ago.
    case late
  }

  /// A reason for not being ready.
  struct Reason: Sendable {
    /// A word that programs can rely on.
    enum Code: String, Sendable, CaseIterable {
      case firstTick = "first_tick"
      case late
      case entities
      case withheld
      case missing
      case sinkFailed = "sink_failed"
      case publishFailed = "publish_failed"
    }

    let code: Code
    /// For a person.
    let text: String
  }

  let live: LivePolicy
  let status: PolicyStatus
  let phase: Phase

  /// The state of a policy at a time on the host's monotonic clock.
  init(_ live: LivePolicy, at now: Double) {
    self.live = live
    status = live.status
    // A tick may be late, or be missed once; after three times its interval it does not come.
    phase = status.endedAt.map { now - $0 > 3 * live.policy.every ? .late : .running } ?? .starting
  }

  /// Whether others wait for it: a shadow only looks on.
  var counts: Bool { live.policy.shadowOf == nil }

  /// Why it is not ready; nothing where it is: its first tick has ended, ticks come, and what its sources give is within their rules.
  var reasons: [Reason] {
    guard let report = status.report else { return [Reason(code: .firstTick, text: "its first tick has not ended")] }
    var reasons: [Reason] = []
    if phase == .late { reasons.append(Reason(code: .late, text: "its last tick ended more than three intervals ago")) }
    if !report.knowsEntities {
      reasons.append(Reason(code: .entities, text: Self.unknownEntities(report)))
    }
    for source in report.snapshot.sources {
      let withheld = source.count(.withheld)
      guard withheld > 0 else { continue }
      let fault = source.fault.map { ": \($0)" } ?? absence(source).map { ": \($0)" } ?? ""
      reasons.append(
        Reason(code: .withheld, text: "the source `\(source.name)` is withheld for \(withheld) of \(source.outcomes.count)\(fault)"))
    }
    for (sink, declaration) in zip(report.sinks, live.policy.sinks) where sink.missing > 0 {
      // That some have no value may be the ordinary case; that all have none is not.
      guard sink.missing == (declaration.cadence == .perEntity ? report.snapshot.rows : 1) else { continue }
      // What goes over all entities has no value where there are none, which is no fault.
      guard declaration.cadence == .perEntity || report.policy.entity == nil || report.snapshot.rows > 0 else { continue }
      reasons.append(Reason(code: .missing, text: "the sink `\(sink.name)` writes nothing: each row is missing a value"))
    }
    for sink in report.sinks where sink.failed > 0 {
      reasons.append(Reason(code: .sinkFailed, text: "the sink `\(sink.name)` failed for \(sink.failed) rows\(Self.words(sink.fault))"))
    }
    for check in report.checks {
      guard let publication = check.publication, publication.lost > 0 else { continue }
      let why = publication.failed > 0 ? Self.words(publication.fault) : ": a value that is to be published is missing"
      reasons.append(
        Reason(
          code: .publishFailed,
          text: "the check `\(check.name)` could not publish \(publication.lost) violations\(why)"))
    }
    return reasons
  }

  /// That nobody knows which entities there are, and why.
  static func unknownEntities(_ report: TickReport) -> String {
    let finder = report.policy.sources.first(where: \.providesEntities)?.name
    let fault = report.snapshot.sources.first { $0.name == finder }?.fault
    return "it cannot be found out which `\(report.policy.entity ?? "entity")` there are\(words(fault))"
  }

  private static func words(_ fault: PluginFault?) -> String { fault.map { ": \($0)" } ?? "" }

  /// Where the first record that is withheld was looked for.
  private func absence(_ source: SourceSnapshot) -> String? {
    guard let declaration = live.policy.sources.first(where: { $0.name == source.name }),
      let row = source.outcomes.firstIndex(of: .withheld), source.states[row] == .absent
    else { return nil }
    return source.absence(of: row, declaration)
  }

  /// Whether its ticks come, and no server of it was away in the last one.
  var isHealthy: Bool {
    guard phase == .running, let report = status.report else { return false }
    let faults = report.snapshot.sources.map(\.fault) + report.sinks.map(\.fault)
    return faults.allSatisfy { $0?.kind != .unreachable }
  }
}
