internal import Policy

/// Puts the columns of a source's snapshot together: fresh rows as they were read, the others replaced.
struct SnapshotAssembly {
  private let fields: [RecordField]
  private let rows: Int
  private var states: [RecordState]
  private var outcomes: [Outcome]
  private var ages: [Double]
  private var replacements: [Replacement] = []
  private var isTooOld: [Bool]
  private var unread: Set<Int> = []
  /// The first record that is too old, and its age in seconds; negative for one from the future.
  var firstStale: (row: Int, age: Double)?

  /// What stands in the place of a row that was read.
  private struct Replacement {
    let row: Int
    let cells: [Cell]
  }

  private enum Cell {
    case empty(CellState)
    case number(Double)
    case text([UInt8])
  }

  init(fields: [RecordField], rows: Int) {
    self.fields = fields
    self.rows = rows
    states = [RecordState](repeating: .fresh, count: rows)
    outcomes = [Outcome](repeating: .fresh, count: rows)
    ages = [Double](repeating: .nan, count: rows)
    isTooOld = [Bool](repeating: false, count: rows)
  }

  mutating func take(_ row: Int, state: RecordState, outcome: Outcome, age: Double) {
    states[row] = state
    outcomes[row] = outcome
    ages[row] = age
  }

  /// There was a last known good record for a row, and it is too old now.
  mutating func noteTooOld(_ row: Int) { isTooOld[row] = true }

  mutating func blank(_ row: Int, _ state: CellState) {
    replacements.append(Replacement(row: row, cells: fields.map { _ in .empty(state) }))
  }

  mutating func replace(_ row: Int, with values: [Int: Constant]) {
    let cells = fields.indices.map { field -> Cell in
      switch values[field] {
      case .number(let value), .time(let value): .number(value)
      case .boolean(let value): .number(value ? 1 : 0)
      case .text(let text): .text(Array(text.utf8))
      case nil: .empty(.missing)
      }
    }
    replacements.append(Replacement(row: row, cells: cells))
  }

  mutating func replace(_ row: Int, with memory: LastKnownGood, slot: Int) {
    unread.formUnion(memory.unread(slot: slot))
    let cells = fields.indices.map { field -> Cell in
      if fields[field].kind == .text {
        let cell = memory.text(field: field, slot: slot)
        return cell.state.isEmpty ? .text(cell.bytes) : .empty(cell.state)
      }
      let cell = memory.number(field: field, slot: slot)
      return cell.state.isEmpty ? .number(cell.value) : .empty(cell.state)
    }
    replacements.append(Replacement(row: row, cells: cells))
  }

  func snapshot(
    name: String, batch: RecordBatch?, keys: [Column] = [], skippedKeys: Int, fault: PluginFault?, readSeconds: Double
  ) -> SourceSnapshot {
    let columns = fields.indices.map { field in
      fields[field].kind == .text ? texts(field, batch?.columns[field]) : numbers(field, batch?.columns[field])
    }
    return SourceSnapshot(
      name: name, columns: columns, states: states, outcomes: outcomes, ages: ages, isTooOld: isTooOld,
      unusableFields: batch?.unusableFields ?? 0, fieldFaults: batch?.fieldFaults ?? [:], heldFields: batch?.heldFields ?? [:], keys: keys,
      skippedKeys: skippedKeys,
      fault: fault, readSeconds: readSeconds, raw: batch?.raw, unreadFields: unread)
  }

  private func numbers(_ field: Int, _ read: Column?) -> Column {
    var states = read?.states ?? [CellState](repeating: .missing, count: rows)
    var numbers = read?.numbers ?? [Double](repeating: 0, count: rows)
    for replacement in replacements {
      switch replacement.cells[field] {
      case .empty(let state): states[replacement.row] = state
      case .number(let value): (states[replacement.row], numbers[replacement.row]) = ([], value)
      case .text: states[replacement.row] = .missing
      }
    }
    return Column(states: states, numbers: numbers)
  }

  private func texts(_ field: Int, _ read: Column?) -> Column {
    if replacements.isEmpty, let read { return read }
    var states = read?.states ?? [CellState](repeating: .missing, count: rows)
    var texts = TextColumn()
    var next = replacements.startIndex
    let nothing: [UInt8] = []
    for row in 0..<rows {
      // Replacements are in the order of the rows.
      if next < replacements.endIndex, replacements[next].row == row {
        switch replacements[next].cells[field] {
        case .text(let bytes):
          states[row] = []
          texts.append(bytes.span)
        case .empty(let state):
          states[row] = state
          texts.append(nothing.span)
        case .number:
          states[row] = .missing
          texts.append(nothing.span)
        }
        next += 1
      } else if let read {
        read.texts.withBytes(row: row) { texts.append($0) }
      } else {
        texts.append(nothing.span)
      }
    }
    return Column(states: states, texts: texts)
  }
}
