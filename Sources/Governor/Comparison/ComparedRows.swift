internal import Policy

/// The rows of one sink in a tick: which would be written, and what would be in them.
struct ComparedRows {
  let sink: SinkDeclaration
  private let report: TickReport
  private let selected: Set<Int>
  private let withheld: Set<Int>

  init(_ sink: SinkDeclaration, _ report: TickReport) {
    self.sink = sink
    self.report = report
    let count = sink.cadence == .perEntity ? report.snapshot.rows : 1
    let columns = sink.outputs.map { report.evaluation[$0.register] }
    selected = Set(RowSelection(outputs: columns, rows: count).rows)
    withheld = Set(
      (0..<count).filter { row in columns.contains { $0.states[$0.count == 1 ? 0 : row].contains(.withheld) } })
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

  /// Why a row is not there.
  func absence(_ row: Int?) -> String {
    guard let row else { return "`\(report.policy.name)` does not know it" }
    return withheld.contains(row) ? "a source of `\(report.policy.name)` withholds" : "a value of `\(report.policy.name)` is missing"
  }

  func value(_ output: SinkDeclaration.Output, _ row: Int) -> DerivedValue {
    DerivedValue(report.evaluation[output.register], row: row, type: output.type)
  }
}
