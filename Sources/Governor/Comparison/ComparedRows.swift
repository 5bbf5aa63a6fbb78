internal import Diagnostics
internal import Policy

/// The rows of one sink in a tick: which would be written, and what would be in them.
struct ComparedRows {
  let sink: SinkDeclaration
  /// What the policy is called, where two have one name its file.
  private let label: String
  private let report: TickReport
  private let selected: Set<Int>
  private let columns: [Column]
  private let inputs: [Set<Register>]

  init(_ sink: SinkDeclaration, _ report: TickReport, label: String) {
    self.sink = sink
    self.report = report
    self.label = label
    let count = sink.cadence == .perEntity ? report.snapshot.rows : 1
    inputs = sink.outputs.map { report.policy.program.inputs(of: $0.register) }
    columns = sink.outputs.map { report.evaluation[$0.register] }
    selected = sink.isActive(in: report.policy.mode) ? Set(RowSelection(outputs: columns, rows: count).rows) : []
  }

  /// The entities of the rows, or one row without a name.
  var entities: [String?] {
    guard sink.cadence == .perEntity else { return [nil] }
    return (0..<report.snapshot.rows).map { report.snapshot.entities?.name($0) }
  }

  /// The row of an entity; nil where there is none.
  func row(of entity: String?) -> Int? {
    guard sink.cadence == .perEntity else { return entity == nil ? 0 : nil }
    return entity.flatMap { report.snapshot.entities?.row(of: $0) }
  }

  func isWritten(_ row: Int) -> Bool { selected.contains(row) }

  /// Whether the key of a row is deleted, because nothing is written to it.
  func isDeleted(_ row: Int) -> Bool {
    sink.whenWithheld == .delete && sink.isActive(in: report.policy.mode) && !selected.contains(row)
  }

  /// Why the sink does nothing at all; nil where it works.
  var inactivity: String? {
    guard !sink.isActive(in: report.policy.mode) else { return nil }
    let modes = sink.modes.map(\.rawValue).joined(separator: ", ")
    return
      "the sink `\(sink.name)` of `\(label)` is inactive: it writes in mode \(modes) alone, and the policy is in \(report.policy.mode.rawValue)"
  }

  /// Why a row is not there.
  func absence(_ row: Int?) -> String {
    if let inactivity { return inactivity }
    guard let row else { return "`\(label)` does not know it" }
    let reason = gap(row) ?? "a value of `\(label)` is missing"
    return isDeleted(row) ? "\(reason); its key is deleted" : reason
  }

  func value(_ output: SinkDeclaration.Output, _ row: Int) -> DerivedValue {
    DerivedValue(report.evaluation[output.register], row: row, type: output.type)
  }

  /// The sources that withhold a row, or the values that it lacks.
  private func gap(_ row: Int) -> String? {
    func states(_ place: Int) -> CellState { columns[place].states[columns[place].count == 1 ? 0 : row] }
    let withheld = sink.outputs.indices.filter { states($0).contains(.withheld) }
    guard !withheld.isEmpty else {
      let missing = sink.outputs.indices.filter { states($0).contains(.missing) }.map { "`\(sink.outputs[$0].name.shown())`" }
      return missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) of `\(label)` \(missing.count == 1 ? "is" : "are") missing"
    }
    let policy = report.policy
    let inputs = withheld.reduce(into: Set<Register>()) { $0.formUnion(self.inputs[$1]) }
    let entity = sink.cadence == .perEntity ? report.snapshot.entities?.name(row) : nil
    let guilty = policy.sources.indices.compactMap { index -> (source: SourceDeclaration, words: String)? in
      let (source, settled) = (policy.sources[index], report.snapshot.sources[index])
      guard source.registers.contains(where: { inputs.contains($0) }) else { return nil }
      // A formula over all entities is withheld by any of their records.
      let own = source.cadence == .perTick ? 0 : sink.cadence == .perEntity ? row : nil
      let rows = settled.outcomes.indices.contains(own ?? -1) && settled.outcomes[own ?? 0] == .withheld ? own : nil
      guard let place = own == nil ? settled.outcomes.firstIndex(of: .withheld) : rows else { return nil }
      let derived = DerivedSource(source, settled, row: place, entity: entity, report.snapshot)
      let reason = "the source `\(source.name)` of `\(label)` is \(derived.state.word) and withholds"
      return (source, derived.remembered.map { "\(reason) (\($0))" } ?? reason)
    }
    // A source whose key follows another's field withholds because that one does.
    let words = guilty.filter { one in !guilty.contains { one.source.needs.contains($0.source.name) } }.map(\.words)
    return words.isEmpty ? "a source of `\(label)` withholds" : words.joined(separator: "; ")
  }
}
