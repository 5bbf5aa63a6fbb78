internal import Policy

extension Evaluator {
  /// What the arm of the same text gives; missing where none fits.
  func match(_ subject: Column, _ arms: [MatchArm], _ rows: Int, _ result: inout Column) {
    let mask = subject.mask(rows)
    var keys = TextColumn()
    for arm in arms { keys.append(arm.text) }
    let values = arms.map { columns[$0.value.index] }
    let masks = values.map { $0.mask(rows) }
    if result.isText { result.removeAll() } else { result.resize(rows) }
    // One text for the whole tick is looked up once.
    let single = mask == 0 && subject.states[0].isPresent ? subject.texts.firstEqual(row: 0, in: keys) : nil
    for row in 0..<rows {
      let index = row & mask
      let state = subject.states[index]
      guard state.isPresent else {
        result.set(row, state)
        continue
      }
      guard let arm = mask == 0 ? single : subject.texts.firstEqual(row: index, in: keys) else {
        result.set(row, state.union(.missing))
        continue
      }
      result.set(row, values[arm], row & masks[arm], adding: state)
    }
  }
}

extension Column {
  /// Writes a row without a value; a column of texts is written row by row from the first.
  @inline(__always)
  fileprivate mutating func set(_ row: Int, _ state: CellState) {
    guard !isText else { return put(state) }
    states[row] = state
    numbers[row] = 0
  }

  /// Writes a copy of another column's row, with more flags.
  @inline(__always)
  fileprivate mutating func set(_ row: Int, _ other: borrowing Column, _ index: Int, adding flags: CellState) {
    guard !isText else { return take(copy other, index, adding: flags) }
    states[row] = other.states[index].union(flags)
    numbers[row] = other.numbers[index]
  }

  /// Adds a copy of another column's row, with more flags.
  mutating func take(_ other: Column, _ row: Int, adding flags: CellState) {
    states.append(other.states[row].union(flags))
    if isText { texts.append(row: row, of: other.texts) } else { numbers.append(other.numbers[row]) }
  }

  /// Adds a row without a value.
  mutating func put(_ state: CellState) {
    states.append(state)
    if isText { texts.append("") } else { numbers.append(0) }
  }
}
