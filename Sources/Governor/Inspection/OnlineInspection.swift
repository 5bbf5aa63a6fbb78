public import Diagnostics
internal import Policy

/// Compares what the servers gave to a tick with what the policy expects of them: findings at the same places as those of the loader.
///
/// What a fallback list covers with values of the policy is a warning, what keeps outputs back is an error. A server that could not be
/// asked has a code of its own: nothing is known of its data.
public struct OnlineInspection {
  private let report: TickReport
  private var bag = DiagnosticBag()

  private init(_ report: TickReport) {
    self.report = report
  }

  /// The findings about a tick and about the keys that its sinks would write.
  public static func findings(of trial: StoredTrial) -> DiagnosticBag {
    var inspection = OnlineInspection(trial.report)
    inspection.bag = findings(of: trial.report)
    for fault in trial.faults { inspection.look(fault) }
    return inspection.bag
  }

  /// The findings about a tick in which nothing needs to be written.
  public static func findings(of report: TickReport) -> DiagnosticBag {
    var inspection = OnlineInspection(report)
    for (declaration, snapshot) in zip(report.policy.sources, report.snapshot.sources) { inspection.look(declaration, snapshot) }
    return inspection.bag
  }

  private mutating func tell(_ finding: Diagnostic) { bag.add(finding) }

  private mutating func look(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    if let fault = snapshot.fault, fault.kind == .unreachable {
      tell(
        Diagnostic(
          .serverUnreachable, "\(fault.place): \(fault.message)", at: source.configuration.address ?? source.span,
          help: "see whether the server runs and can be reached from here; nothing is known of its data"
        ).pointing(to: source.configuration.address == nil ? nil : source.span, "`\(source.name)` reads from it"))
      return
    }
    if source.providesEntities, snapshot.states.isEmpty, snapshot.fault == nil {
      tell(
        Diagnostic(
          .noEntities, .warning, "`\(source.name)` finds no `\(report.policy.entity ?? "entity")`", at: source.place,
          help: "compare the keys with those of the server"))
    }
    if snapshot.skippedKeys > 0 {
      tell(
        Diagnostic(
          .foreignKeys, .warning, "\(snapshot.skippedKeys) keys begin like those of `\(source.name)` and do not fit the pattern",
          at: source.place, help: "a placeholder is one segment between `:`"))
    }
    fields(source, snapshot)
    records(source, snapshot)
  }

  /// A sink's keys are its own, and its server is there.
  private mutating func look(_ found: StoredTrial.SinkFault) {
    guard let sink = report.policy.sinks.first(where: { $0.name == found.sink }) else { return }
    if found.fault.kind == .unreachable {
      tell(
        Diagnostic(
          .serverUnreachable, "\(found.fault.place): \(found.fault.message)", at: sink.configuration.address ?? sink.span,
          help: "see whether the server runs and can be reached from here"))
      return
    }
    tell(
      Diagnostic(
        .sinkKeyTaken, "the sink `\(sink.name)` could not write: \(found.fault.message)",
        at: sink.configuration.templates.first?.span ?? sink.span, help: "delete what stands there, or give the sink keys of its own"))
  }

  private mutating func fields(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    for (index, faults) in snapshot.fieldFaults.sorted(by: { $0.key < $1.key }) {
      let field = source.fields[index]
      let example = entity(source, faults.row).map { ", as for `\($0.shown(limit: 60))`" } ?? ""
      if faults.missing > 0 {
        tell(
          Diagnostic(
            .fieldNotThere, severity(.invalid, source),
            "\(subject(faults.missing, source)) `\(field.key.shown(limit: 60))` is not there\(example)",
            at: field.span, help: "write it there, or declare the field `optional` or with a `default`"))
      }
      if faults.unusable > 0 {
        let isOptional = field.absence == .missing
        tell(
          Diagnostic(
            .fieldUnusable, isOptional ? .warning : severity(.invalid, source),
            "\(subject(faults.unusable, source)) `\(field.key.shown(limit: 60))` cannot be used\(example): \(faults.message)",
            at: field.span, help: "compare what writes the data with the type and range declared here"))
      }
    }
  }

  private func subject(_ count: Int, _ source: SourceDeclaration) -> String {
    source.cadence == .perTick ? "the record's" : "in \(counted(count, "record"))"
  }

  private mutating func records(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    let total = snapshot.states.count
    for state in [RecordState.absent, .stale, .invalid] {
      let count = snapshot.count(state)
      guard count > 0, let row = snapshot.states.firstIndex(of: state), let cause = state.cause else { continue }
      // What is wrong with a field is told at the field.
      if state == .invalid, !snapshot.fieldFaults.isEmpty { continue }
      let name = entity(source, row)
      let subject =
        source.cadence == .perTick ? "the record of `\(source.name)` is" : "\(count) of \(total) records of `\(source.name)` are"
      let example = name.map { " (such as that of `\($0.shown(limit: 60))`)" } ?? ""
      let why = why(state, source, snapshot)
      tell(
        Diagnostic(
          state == .absent ? .nothingThere : state == .stale ? .staleData : .answerUnusable,
          source.cadence == .perEntity && state == .absent ? .warning : severity(cause, source),
          "\(subject) \(state.word)\(example)\(why.map { ": \($0)" } ?? "")", at: source.place,
          notes: ["then \(snapshot.outcomes[row].consequence)"]))
    }
    if snapshot.states.isEmpty, let fault = snapshot.fault {
      tell(Diagnostic(.answerUnusable, "`\(source.name)`: \(fault.message)", at: source.place))
    }
  }

  private func why(_ state: RecordState, _ source: SourceDeclaration, _ snapshot: SourceSnapshot) -> String? {
    guard state == .absent else { return snapshot.fault?.message }
    // Of many records the key is told as it is written.
    return source.cadence == .perTick ? snapshot.absence(of: 0, source) : source.configuration.origin(under: [])
  }

  /// What the policy itself puts in the place of a record is worth a warning; what keeps outputs back, or soon will, is an error.
  private func severity(_ cause: Cause, _ source: SourceDeclaration) -> Severity {
    switch source.fallback[cause].first {
    case .values, .missing: .warning
    case .lastKnownGood, .withhold, nil: .error
    }
  }

  private func entity(_ source: SourceDeclaration, _ row: Int) -> String? {
    guard source.cadence == .perEntity, let entities = report.snapshot.entities, row < entities.count else { return nil }
    return entities.name(row)
  }
}

extension SourceDeclaration {
  /// The place of its data in the policy: its key, else its name.
  fileprivate var place: SourceSpan { configuration.templates.first?.span ?? span }
}
