internal import Policy

/// Which values reached an output that was written: traced back from the written rows through what was really taken.
///
/// Of a ternary only the arm that was taken counts, of `??` and `first_of` what was looked at, of `match` the arm that fitted. A value
/// for the tick reaches a row where the row's output rests on it.
struct Reach {
  /// For each register the rows of entities that it reached; empty where it reached none.
  private var rows: [[Bool]]
  /// Whether a register reached an output at all, one for the tick included.
  private var isReached: [Bool]
  private let count: Int

  init(_ report: TickReport) {
    let program = report.policy.program
    count = report.snapshot.rows
    rows = program.registers.map { _ in [] }
    isReached = program.registers.map { _ in false }
    for (sink, written) in zip(report.policy.sinks, report.sinks) where !written.writtenRows.isEmpty {
      for output in sink.outputs {
        isReached[output.register.index] = true
        if sink.cadence == .perEntity { for row in written.writtenRows { mark(output.register, row) } }
      }
    }
    for instruction in program.instructions.reversed() where isReached[instruction.result.index] {
      trace(instruction, report.evaluation)
    }
  }

  /// Whether any of some registers reached an output.
  func reaches(_ registers: [Register]) -> Bool { registers.contains { isReached[$0.index] } }

  /// Whether any of some registers reached an output of an entity.
  func reaches(_ registers: [Register], row: Int) -> Bool {
    registers.contains { !rows[$0.index].isEmpty && rows[$0.index][row] }
  }

  private mutating func mark(_ register: Register, _ row: Int) {
    if rows[register.index].isEmpty { rows[register.index] = [Bool](repeating: false, count: count) }
    rows[register.index][row] = true
  }

  private mutating func trace(_ instruction: Instruction, _ values: Evaluation) {
    let result = instruction.result.index
    let operands = instruction.operation.operands
    // A value over all entities rests on each of them.
    if case .aggregate(_, let operand) = instruction.operation {
      isReached[operand.index] = true
      rows[operand.index] = [Bool](repeating: true, count: count)
      return
    }
    let reached = rows[result]
    for (position, operand) in operands.enumerated() {
      if reached.isEmpty {
        if Self.isTaken(position, instruction.operation, values, row: 0) { isReached[operand.index] = true }
      } else {
        for row in 0..<count where reached[row] && Self.isTaken(position, instruction.operation, values, row: row) {
          isReached[operand.index] = true
          mark(operand, row)
        }
      }
    }
  }

  /// Whether an operand was looked at for a row.
  private static func isTaken(_ position: Int, _ operation: Operation, _ values: Evaluation, row: Int) -> Bool {
    func cell(_ register: Register) -> (state: CellState, column: Column, row: Int) {
      let column = values[register]
      let index = column.count == 1 ? 0 : row
      return (column.states[index], column, index)
    }
    switch operation {
    case .select(let condition, _, _):
      guard position > 0 else { return true }
      let test = cell(condition)
      return test.state.isPresent && (test.column.numbers[test.row] == 1) == (position == 1)
    case .coalesce(let parts):
      return parts[..<position].allSatisfy { cell($0).state.isReplaceable }
    case .match(let subject, let arms):
      guard position > 0 else { return true }
      let text = cell(subject)
      guard text.state.isPresent else { return false }
      let key = Array(arms[position - 1].text.utf8)
      return text.column.texts.isEqual(row: text.row, to: key.span)
    default: return true
    }
  }
}
