internal import Policy

/// Tells how often an event happened in a tick: in all, and for each entity.
struct EventRows {
  private let report: TickReport
  private let reach: Reach?

  /// `needsReach` is whether any event is about a value, which counts only where the value reached an output.
  init(_ report: TickReport, needsReach: Bool) {
    self.report = report
    reach = needsReach ? Reach(report) : nil
  }

  /// How often an event happened: records of a source, rows of a sink or check.
  func count(_ event: Event) -> Int {
    switch event {
    case .source(let name, let event):
      guard let (declaration, snapshot) = source(name) else { return 0 }
      guard declaration.cadence == .perEntity else { return happened(event, declaration, snapshot, record: 0, row: nil) ? 1 : 0 }
      return snapshot.states.indices.count { happened(event, declaration, snapshot, record: $0, row: $0) }
    case .sink(let name, let event):
      guard let sink = report.sinks.first(where: { $0.name == name }) else { return 0 }
      return switch event {
      case .written: sink.written
      case .failed: sink.failed
      case .withheld: sink.withheld + sink.missing
      }
    case .check(let name, let event):
      guard let check = report.checks.first(where: { $0.name == name }) else { return 0 }
      return Self.rows(event, check).count
    }
  }

  /// The entities that an event concerned, ascending; of a source for the tick, those whose outputs rest on it.
  func rows(_ event: Event) -> [Int] {
    switch event {
    case .source(let name, let event):
      guard let (declaration, snapshot) = source(name) else { return [] }
      let isShared = declaration.cadence == .perTick
      let concerned = isShared ? dependants(declaration) : nil
      return (0..<report.snapshot.rows).filter { row in
        (concerned?[row] ?? true) && happened(event, declaration, snapshot, record: isShared ? 0 : row, row: row)
      }
    case .sink(let name, let event):
      guard let (declaration, sink) = self.sink(name), declaration.cadence == .perEntity else { return [] }
      return switch event {
      case .written: sink.writtenRows
      case .failed: sink.failedRows
      case .withheld: sink.withheldRows
      }
    case .check(let name, let event):
      guard let check = report.checks.first(where: { $0.name == name }), check.cadence == .perEntity else { return [] }
      return Self.rows(event, check)
    }
  }

  private static func rows(_ event: CheckEvent, _ check: CheckReport) -> [Int] {
    switch event {
    case .allowed: return check.verdicts.indices.filter { check.verdicts[$0] == .allowed }
    case .violated: return check.violated
    case .blocked:
      guard check.isEnforced else { return [] }
      // Where a check publishes, nobody blocks what nobody was told of.
      return check.publication?.writtenRows ?? check.violated
    }
  }

  /// `row` is the entity that is asked about; nil asks about the tick.
  private func happened(_ event: SourceEvent, _ source: SourceDeclaration, _ snapshot: SourceSnapshot, record: Int, row: Int?) -> Bool {
    guard snapshot.states.indices.contains(record) else { return false }
    let (state, outcome) = (snapshot.states[record], snapshot.outcomes[record])
    switch event {
    case .fresh: return state == .fresh
    case .stale: return state == .stale
    case .absent: return state == .absent
    case .invalid: return state == .invalid
    case .unreachable: return state == .unreachable
    case .notFresh: return state != .fresh
    case .tooOld: return snapshot.isTooOld[record]
    case .withheld: return outcome == .withheld
    case .lastKnownGood: return outcome == .lastKnownGood && reached(source, row)
    case .default: return outcome == .values && reached(source, row)
    case .missing: return outcome == .missing && reached(source, row)
    }
  }

  private func reached(_ source: SourceDeclaration, _ row: Int?) -> Bool {
    guard let reach else { return false }
    return row.map { reach.reaches(source.registers, row: $0) } ?? reach.reaches(source.registers)
  }

  /// The entities with a row in a sink that rests on a source, whatever was taken in this tick.
  private func dependants(_ source: SourceDeclaration) -> [Bool] {
    let registers = Set(source.registers)
    let isNeeded = report.policy.sinks.contains { sink in
      sink.cadence == .perEntity
        && sink.outputs.contains { !report.policy.program.inputs(of: $0.register).isDisjoint(with: registers) }
    }
    return [Bool](repeating: isNeeded, count: report.snapshot.rows)
  }

  private func source(_ name: String) -> (SourceDeclaration, SourceSnapshot)? {
    guard let index = report.policy.sources.firstIndex(where: { $0.name == name }) else { return nil }
    return (report.policy.sources[index], report.snapshot.sources[index])
  }

  private func sink(_ name: String) -> (SinkDeclaration, SinkReport)? {
    guard let index = report.policy.sinks.firstIndex(where: { $0.name == name }) else { return nil }
    return (report.policy.sinks[index], report.sinks[index])
  }
}
