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

  /// A server that is away is told once, with all that read from it.
  private mutating func unreachable(_ fault: PluginFault, _ source: SourceDeclaration) {
    let readers = zip(report.policy.sources, report.snapshot.sources).filter {
      $1.fault?.kind == .unreachable && $1.fault?.place == fault.place
    }.map(\.0)
    guard readers.first?.name == source.name else { return }
    let names = readers.map { "`\($0.name)`" }.joined(separator: ", ")
    tell(
      Diagnostic(
        .serverUnreachable, "\(fault.place): \(fault.message)", at: source.configuration.address ?? source.span,
        help:
          "see whether \(fault.help ?? "the address and the password are right, and whether the server runs and can be reached from here")",
        notes: ["what reads from it, and of whose data nothing is known: \(names)"]))
  }

  private mutating func tell(_ finding: Diagnostic) { bag.add(finding) }

  private mutating func look(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    if let fault = snapshot.fault, fault.kind == .unreachable { return unreachable(fault, source) }
    if source.providesEntities, snapshot.states.isEmpty, snapshot.fault == nil {
      tell(
        Diagnostic(
          .noEntities, .warning, "`\(source.name)` finds no `\(report.policy.entity ?? "entity")`", at: source.place,
          help: "compare the keys with those of the server; nothing is computed without a `\(report.policy.entity ?? "entity")`"))
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
    let writers = found.isPublish ? report.policy.checks.compactMap(\.publish) : report.policy.sinks
    guard let sink = writers.first(where: { $0.name == found.sink }) else { return }
    if found.fault.kind == .unreachable {
      tell(
        Diagnostic(
          .serverUnreachable, "\(found.fault.place): \(found.fault.message)", at: sink.configuration.address ?? sink.span,
          help: "see whether \(found.fault.help ?? "the server runs and can be reached from here")"))
      return
    }
    tell(
      Diagnostic(
        .sinkKeyTaken, "\(sink.noun) could not write: \(found.fault.message)",
        at: sink.configuration.templates.first?.span ?? sink.span, help: "delete what stands there, or give the sink keys of its own"))
  }

  private mutating func fields(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    for (index, faults) in snapshot.fieldFaults.sorted(by: { $0.key < $1.key }) {
      let field = source.fields[index]
      let example = entity(source, faults.row).map { ", as for `\($0.shown(limit: 60))`" } ?? ""
      let then = "then \(snapshot.outcomes[faults.row].consequence)"
      let data = (source.configuration.name(ofField: index) ?? field.key).shown(limit: 60)
      if faults.missing > 0 {
        tell(
          Diagnostic(
            .fieldNotThere, severity(faults.row, source, snapshot),
            "\(subject(faults.missing, source)) `\(data)` is not there\(example)", at: field.span,
            help: "write it there, or declare the field `optional` or with a `default`", notes: [then]))
      }
      if faults.unusable > 0 {
        let isOptional = field.absence == .missing
        tell(
          Diagnostic(
            .fieldUnusable, isOptional ? .warning : severity(faults.row, source, snapshot),
            "\(subject(faults.unusable, source)) `\(data)` cannot be used\(example): \(faults.message)", at: field.span,
            help: "compare what writes the data with the type and range declared here",
            notes: [isOptional ? "then the field is missing" : then]))
      }
    }
    for (index, held) in snapshot.heldFields.sorted(by: { $0.key < $1.key }) {
      let field = source.fields[index]
      guard let range = field.range else { continue }
      let example = entity(source, held.row).map { ", as for `\($0.shown(limit: 60))`" } ?? ""
      tell(
        Diagnostic(
          .valueHeld, .warning,
          "\(subject(held.count, source)) `\(field.name)` is \(NumberFormat.text(held.value)), outside \(range), and held to it\(example)",
          at: field.span, help: "see whether it is in the unit that the policy expects"))
    }
  }

  private func subject(_ count: Int, _ source: SourceDeclaration) -> String {
    source.cadence == .perTick ? "in `\(source.name)`" : "in \(counted(count, "record")) of `\(source.name)`"
  }

  private mutating func records(_ source: SourceDeclaration, _ snapshot: SourceSnapshot) {
    let total = snapshot.states.count
    for state in [RecordState.absent, .stale, .invalid] {
      let count = snapshot.count(state)
      guard count > 0, let row = snapshot.states.firstIndex(of: state) else { continue }
      // What is wrong with a field is told at the field.
      if state == .invalid, !snapshot.fieldFaults.isEmpty { continue }
      let name = entity(source, row)
      let subject =
        source.cadence == .perTick ? "the record of `\(source.name)` is" : "\(count) of \(total) records of `\(source.name)` are"
      let example = name.map { " (such as that of `\($0.shown(limit: 60))`)" } ?? ""
      let why = why(state, row, source, snapshot)
      tell(
        Diagnostic(
          state == .absent ? .nothingThere : state == .stale ? .staleData : .answerUnusable,
          severity(row, source, snapshot),
          "\(subject) \(state.word)\(example)\(why.map { ": \($0)" } ?? "")", at: source.place,
          notes: ["then \(snapshot.outcomes[row].consequence)"]))
    }
    if snapshot.states.isEmpty, let fault = snapshot.fault {
      tell(Diagnostic(.answerUnusable, "`\(source.name)`: \(fault.message)", at: source.place))
    }
  }

  private func why(_ state: RecordState, _ row: Int, _ source: SourceDeclaration, _ snapshot: SourceSnapshot) -> String? {
    switch state {
    case .absent: return snapshot.absence(of: row, source)
    case .stale:
      guard let fault = snapshot.fault?.message, let limit = source.staleAfter, !fault.contains("future") else {
        return snapshot.fault?.message
      }
      return "\(fault), and `stale_after` is \(DurationText.text(limit))"
    default: return snapshot.fault?.message
    }
  }

  /// What keeps outputs back is an error; what the policy puts its own values for, or what no output rests on, is worth a warning.
  private func severity(_ row: Int, _ source: SourceDeclaration, _ snapshot: SourceSnapshot) -> Severity {
    let registers = Set(source.registers)
    let isNeeded = report.policy.sinks.contains { sink in
      sink.outputs.contains { !report.policy.program.inputs(of: $0.register).isDisjoint(with: registers) }
    }
    return isNeeded && snapshot.outcomes[row] == .withheld ? .error : .warning
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
