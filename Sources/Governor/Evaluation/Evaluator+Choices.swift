internal import Policy

extension Evaluator {
  /// `&&` (decided by 0) and `||` (decided by 1). A side that is not looked at leaves no flag: the left one alone may decide.
  func logic(deciding: Double, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    result.resize(rows)
    let (i, j) = (left.mask(rows), right.mask(rows))
    result.write { states, numbers in
      let ones = left.states.span
      let others = right.states.span
      let firsts = left.numbers.span
      let seconds = right.numbers.span
      // `mask` and `resize` have checked all rows.
      for row in 0..<rows {
        let (one, other) = unsafe (ones[unchecked: row & i], others[unchecked: row & j])
        let (first, second) = unsafe (firsts[unchecked: row & i], seconds[unchecked: row & j])
        let byFirst = one.isPresent && first == deciding
        let bySecond = other.isPresent && second == deciding
        let both = one.union(other)
        let state = byFirst ? one : bySecond ? both.intersection(.fault) : both
        unsafe states[unchecked: row] = state
        unsafe numbers[unchecked: row] = byFirst || bySecond ? deciding : state.isPresent ? 1 - deciding : 0
      }
    }
  }

  func select(_ condition: Column, _ then: Column, _ otherwise: Column, _ rows: Int, _ result: inout Column) {
    guard !result.isText else { return selectTexts(condition, then, otherwise, rows, &result) }
    result.resize(rows)
    let (c, i, j) = (condition.mask(rows), then.mask(rows), otherwise.mask(rows))
    result.write { states, numbers in
      let tests = condition.states.span
      let truths = condition.numbers.span
      let thens = then.states.span
      let firsts = then.numbers.span
      let others = otherwise.states.span
      let seconds = otherwise.numbers.span
      // `mask` and `resize` have checked all rows.
      for row in 0..<rows {
        let test = unsafe tests[unchecked: row & c]
        let isThen = unsafe truths[unchecked: row & c] == 1
        let (one, other) = unsafe (thens[unchecked: row & i], others[unchecked: row & j])
        let (first, second) = unsafe (firsts[unchecked: row & i], seconds[unchecked: row & j])
        let chosen: CellState = test.isPresent ? (isThen ? one : other) : []
        unsafe states[unchecked: row] = test.union(chosen)
        unsafe numbers[unchecked: row] = test.isPresent ? (isThen ? first : second) : 0
      }
    }
  }

  private func selectTexts(_ condition: Column, _ then: Column, _ otherwise: Column, _ rows: Int, _ result: inout Column) {
    let (c, i, j) = (condition.mask(rows), then.mask(rows), otherwise.mask(rows))
    result.removeAll()
    for row in 0..<rows {
      let state = condition.states[row & c]
      guard state.isPresent else {
        result.put(state)
        continue
      }
      if condition.numbers[row & c] == 1 {
        result.take(then, row & i, adding: state)
      } else {
        result.take(otherwise, row & j, adding: state)
      }
    }
  }

  /// The first part that is not missing. A withheld one ends the search, and faults that were passed stay known.
  func coalesce(_ parts: [Register], _ rows: Int, _ result: inout Column) {
    guard !result.isText else { return coalesceTexts(parts, rows, &result) }
    for (position, register) in parts.enumerated() {
      let part = columns[register.index]
      if position == 0 {
        result.fold(rows, part) { $1 }
        result.setStates(rows, from: part)
        continue
      }
      let mask = part.mask(rows)
      result.write { found, values in
        let states = part.states.span
        let numbers = part.numbers.span
        // `mask` has checked the rows of the part, `fold` those of the result.
        for row in 0..<rows {
          let before = unsafe found[unchecked: row]
          let next = unsafe states[unchecked: row & mask].union(before.intersection(.fault))
          let (old, new) = unsafe (values[unchecked: row], numbers[unchecked: row & mask])
          unsafe found[unchecked: row] = before.isReplaceable ? next : before
          unsafe values[unchecked: row] = before.isReplaceable ? new : old
        }
      }
    }
  }

  private func coalesceTexts(_ parts: [Register], _ rows: Int, _ result: inout Column) {
    let masks = parts.map { columns[$0.index].mask(rows) }
    result.removeAll()
    for row in 0..<rows {
      var passed: CellState = []
      for position in parts.indices {
        let index = row & masks[position]
        let state = columns[parts[position].index].states[index]
        guard state.isReplaceable, position < parts.count - 1 else {
          result.take(columns[parts[position].index], index, adding: passed)
          break
        }
        passed.formUnion(state.intersection(.fault))
      }
    }
  }

  /// As `a == x || a == y`, where a fit decides.
  func membership(_ value: Column, _ list: [Register], _ rows: Int, _ result: inout Column) {
    let mask = value.mask(rows)
    result.setStates(rows, from: value)
    for row in 0..<rows { result.numbers[row] = 0 }
    for register in list {
      let item = columns[register.index]
      let other = item.mask(rows)
      for row in 0..<rows where result.numbers[row] == 0 && value.states[row & mask].isPresent {
        let state = item.states[row & other]
        let isFit =
          state.isPresent
          && (value.isText
            ? value.texts.isEqual(row: row & mask, to: row & other, of: item.texts)
            : value.numbers[row & mask] == item.numbers[row & other])
        let both = result.states[row].union(state)
        result.states[row] = isFit ? both.intersection(.fault) : both
        if isFit { result.numbers[row] = 1 }
      }
    }
  }
}
