internal import Policy

/// Asks one check: in every tick over all rows at once, and from outside about one entity.
struct CheckRunner: Sendable {
  let declaration: CheckDeclaration
  private let isEnforced: Bool
  private let publisher: SinkWriter?
  private var evaluator: Evaluator

  init(_ declaration: CheckDeclaration, policy: CheckedPolicy, publisher: SinkWriter?) {
    self.declaration = declaration
    self.publisher = publisher
    isEnforced = policy.mode == .enforce
    evaluator = Evaluator(declaration.program)
  }

  /// What a check said in a tick, and what it has to publish of it.
  struct Run {
    fileprivate(set) var report: CheckReport
    fileprivate let values: Evaluation
    fileprivate let publisher: SinkWriter?

    /// The report, once the violations are published.
    func published(_ snapshot: Snapshot, _ writing: PolicyRunner.Writing, clock: any GovernorClock) async -> CheckReport {
      guard let publisher else { return report }
      var report = report
      report.publication = await publisher.write(snapshot, values, among: report.violated, writing, clock: clock)
      return report
    }
  }

  /// The verdicts over the values of a tick; nil for a check that is only asked from outside.
  mutating func run(_ values: Evaluation, rows: Int) -> Run? {
    guard let eachTick = declaration.eachTick else { return nil }
    var outside: [CheckReport.Outside] = []
    let inputs = declaration.inputs.map { input in
      switch input {
      case .given(let index): Self.held(values[eachTick[index]], to: declaration.given[index], outside: &outside)
      case .value(let register): values[register]
      }
    }
    let found = evaluator.evaluate(inputs: inputs, rows: rows)
    let violated = found[declaration.violated]
    let count = declaration.cadence == .perEntity ? rows : 1
    var report = CheckReport(
      name: declaration.name, verdicts: (0..<count).map { Self.verdict(violated, $0) }, isEnforced: isEnforced,
      cadence: declaration.cadence,
      report: declaration.report.map { OutputBatch.Output(name: $0.name, type: $0.type, column: found[$0.register]) })
    report.outside = outside
    let own = [declaration.violated] + declaration.report.map(\.register) + (declaration.publish?.outputs.map(\.register) ?? [])
    report.faults = (0..<count).count { row in own.contains { Self.isFault(found[$0], row) } }
    report.isBlind =
      count > 0 && (0..<count).allSatisfy { row in Self.isMissing(violated, row) && !Self.isFault(violated, row) }
    let given = eachTick.indices.map { (name: declaration.given[$0].name, column: values[eachTick[$0]]) }
    let known = declaration.condition.map { (name: $0.name, column: found[$0.register]) }
    report.lacking = (given + known).filter { Self.isLacking($0.column) }.map(\.name)
    report.undecidable = (0..<count).count { report.verdicts[$0] == .undecided && Self.isFault(violated, $0) }
    return Run(report: report, values: found, publisher: publisher)
  }

  func close() async { await publisher?.close() }

  static func verdict(_ column: Column, _ row: Int) -> CheckReport.Verdict {
    let index = column.count == 1 ? 0 : row
    guard column.states[index].isPresent else { return .undecided }
    return column.numbers[index] == 1 ? .violated : .allowed
  }

  private static func isFault(_ column: Column, _ row: Int) -> Bool { column.states[column.count == 1 ? 0 : row].contains(.fault) }

  private static func isMissing(_ column: Column, _ row: Int) -> Bool {
    let state = column.states[column.count == 1 ? 0 : row]
    return state.contains(.missing) && !state.contains(.withheld)
  }

  /// Whether a value is there in no row, and in none because it is withheld.
  private static func isLacking(_ column: Column) -> Bool {
    !column.states.isEmpty && column.states.allSatisfy { $0.contains(.missing) && !$0.contains(.withheld) }
  }

  /// A value outside the range that the check takes is held to it or missing, as a source would do it.
  private static func held(_ column: Column, to field: RecordField, outside: inout [CheckReport.Outside]) -> Column {
    guard let range = field.range else { return column }
    var held = column
    var found: CheckReport.Outside?
    for row in held.states.indices where held.states[row].isPresent && !range.contains(held.numbers[row]) {
      if field.outside == .clamp {
        held.numbers[row] = range.clamp(held.numbers[row])
      } else {
        var noted = found ?? CheckReport.Outside(given: field.name, range: range, row: row, value: held.numbers[row])
        noted.count += 1
        found = noted
        held.states[row].formUnion(.missing)
      }
    }
    if let found { outside.append(found) }
    return held
  }
}
