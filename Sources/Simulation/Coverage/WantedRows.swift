internal import Governor
internal import Policy

/// Which rows of which registers a tick's results rest on: asked for from the results down, each formula asking only for what it looks at.
struct WantedRows {
  private let evaluation: Evaluation
  private let entityRows: Int
  private var wanted: [Register: [Bool]] = [:]

  init(_ report: TickReport) {
    evaluation = report.evaluation
    entityRows = report.snapshot.rows
  }

  /// Asks for all rows of a register.
  mutating func want(_ register: Register) {
    wanted[register] = [Bool](repeating: true, count: evaluation[register].count)
  }

  /// The rows of a register that were asked for.
  func rows(of register: Register) -> [Int] {
    guard let rows = wanted[register] else { return [] }
    return rows.indices.filter { rows[$0] }
  }

  private mutating func want(_ register: Register, row: Int) {
    let count = evaluation[register].count
    guard count > 0 else { return }
    wanted[register, default: [Bool](repeating: false, count: count)][count == 1 ? 0 : row] = true
  }

  private func state(_ register: Register, _ row: Int) -> CellState { evaluation[register].state(row) }
  private func number(_ register: Register, _ row: Int) -> Double { evaluation[register].number(row) }

  /// Asks for what an operation looked at in a row, and tells the way it went, as `FormulaItems` counts them.
  mutating func follow(_ operation: Operation, row: Int) -> Int? {
    switch operation {
    case .select(let condition, let then, let otherwise):
      want(condition, row: row)
      guard state(condition, row).isPresent else { return nil }
      let isTrue = number(condition, row) == 1
      want(isTrue ? then : otherwise, row: row)
      return isTrue ? 0 : 1
    case .coalesce(let parts):
      for (index, part) in parts.enumerated() {
        want(part, row: row)
        guard state(part, row).isReplaceable else { return state(part, row).isPresent ? index : nil }
      }
      return nil
    case .and(let left, let right), .or(let left, let right):
      var deciding = 0.0
      if case .or = operation { deciding = 1 }
      want(left, row: row)
      if !(state(left, row).isPresent && number(left, row) == deciding) { want(right, row: row) }
      return nil
    case .match(let subject, let arms):
      want(subject, row: row)
      guard state(subject, row).isPresent else { return nil }
      let text = evaluation[subject].text(row)
      guard let arm = arms.firstIndex(where: { $0.text == text }) else { return arms.count }
      want(arms[arm].value, row: row)
      return arm
    case .clamp(let value, let lowest, let highest):
      for operand in operation.operands { want(operand, row: row) }
      guard operation.operands.allSatisfy({ state($0, row).isPresent }) else { return nil }
      let (number, low, high) = (number(value, row), number(lowest, row), number(highest, row))
      guard low <= high else { return nil }
      return number <= low ? 0 : number >= high ? 2 : 1
    case .aggregate(_, let value):
      want(value)
      return nil
    default:
      for operand in operation.operands { want(operand, row: row) }
      return nil
    }
  }
}

extension Column {
  /// A single row belongs to all.
  fileprivate func index(_ row: Int) -> Int { count == 1 ? 0 : row }
  fileprivate func state(_ row: Int) -> CellState { states[index(row)] }
  fileprivate func number(_ row: Int) -> Double { numbers[index(row)] }
  fileprivate func text(_ row: Int) -> String { texts.string(row: index(row)) }
}
