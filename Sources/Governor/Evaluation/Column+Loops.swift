/// The loops that every operation over numbers is made of.
///
/// Each one checks once that the columns have the rows that it will read; behind that check, rows are not checked one by one, so that
/// the compiler can make vector code. Buffers of the result are written in place and kept from tick to tick.
extension Column {
  /// Makes room for rows whose values and states the caller writes next; what is in them until then means nothing.
  mutating func resize(_ rows: Int) {
    if states.count > rows {
      states.removeLast(states.count - rows)
      numbers.removeLast(numbers.count - rows)
    } else if states.count < rows {
      states.append(contentsOf: repeatElement([], count: rows - states.count))
      numbers.append(contentsOf: repeatElement(0, count: rows - numbers.count))
    }
  }

  /// What picks the row of this column that belongs to a row of the result, by `&`: all bits, or none where a single row belongs to all.
  ///
  /// This is the check behind which the loops go without: `row & mask` is a row of the column for each row of the result.
  func mask(_ rows: Int) -> Int {
    precondition(count == rows || count == 1, "a column has one row, or one for each entity")
    precondition(isText || numbers.count == count, "each row has a number")
    return count == rows ? ~0 : 0
  }

  /// Whether each number is finite, also those of rows without a value.
  var isFinite: Bool {
    // 0 times a finite number is 0, and 0 times any other is not a number, which stays in the sum: one test for the whole column.
    var sum = 0.0
    for number in numbers { sum += 0 * number }
    return sum == 0
  }

  /// Fills the column with a function of another one; what is not finite becomes a fault.
  @inline(__always)
  mutating func fill(_ rows: Int, from value: Column, _ body: (Double) -> Double) {
    fold(rows, value) { body($1) }
    setStates(rows, from: value)
    settle()
  }

  /// Fills the column with a function of two others; states flow together, and what is not finite becomes a fault.
  @inline(__always)
  mutating func fill(_ rows: Int, from left: Column, _ right: Column, _ body: (Double, Double) -> Double) {
    resize(rows)
    let (one, other) = (left.mask(rows), right.mask(rows))
    let first = left.numbers.span
    let second = right.numbers.span
    var result = numbers.mutableSpan
    // A loop for each shape, so that a single value is read once. `mask` and `resize` have checked all rows.
    if one != 0, other != 0 {
      for row in 0..<rows { unsafe result[unchecked: row] = body(first[unchecked: row], second[unchecked: row]) }
    } else if one != 0 {
      let single = second[0]
      for row in 0..<rows { unsafe result[unchecked: row] = body(first[unchecked: row], single) }
    } else if other != 0 {
      let single = first[0]
      for row in 0..<rows { unsafe result[unchecked: row] = body(single, second[unchecked: row]) }
    } else {
      let (single, partner) = (first[0], second[0])
      for row in 0..<rows { unsafe result[unchecked: row] = body(single, partner) }
    }
    setStates(rows, from: left)
    addStates(rows, from: right)
    settle()
  }

  /// Goes over the result so far and another column: `result = body(result, value)`. Nothing is settled yet.
  @inline(__always)
  mutating func fold(_ rows: Int, _ value: Column, _ body: (Double, Double) -> Double) {
    resize(rows)
    let mask = value.mask(rows)
    let numbers = value.numbers.span
    var result = self.numbers.mutableSpan
    // `mask` and `resize` have checked all rows.
    for row in 0..<rows { unsafe result[unchecked: row] = body(result[unchecked: row], numbers[unchecked: row & mask]) }
  }

  /// Takes the states of another column.
  mutating func setStates(_ rows: Int, from value: Column) {
    resize(rows)
    let mask = value.mask(rows)
    let states = value.states.span
    var result = self.states.mutableSpan
    // `mask` and `resize` have checked all rows.
    for row in 0..<rows { unsafe result[unchecked: row] = states[unchecked: row & mask] }
  }

  /// Adds the flags of another column.
  mutating func addStates(_ rows: Int, from value: Column) {
    resize(rows)
    guard value.mask(rows) != 0 else {
      let single = value.states[0]
      guard !single.isEmpty else { return }
      var result = states.mutableSpan
      for row in result.indices { unsafe result[unchecked: row].formUnion(single) }  // A row of the span's own indices.
      return
    }
    let states = value.states.span
    var result = self.states.mutableSpan
    // `mask` and `resize` have checked all rows.
    for row in 0..<rows { unsafe result[unchecked: row].formUnion(states[unchecked: row]) }
  }

  /// The end of every computation: a value that is not finite is a fault, and a row without a value holds 0.
  mutating func settle() {
    precondition(numbers.count == states.count, "each row has a number")
    write { states, numbers in
      // Both spans have the same rows.
      for row in numbers.indices {
        let state = unsafe states[unchecked: row]
        let number = unsafe numbers[unchecked: row]
        let isGood = state.isPresent && number.isFinite
        unsafe numbers[unchecked: row] = isGood ? number : 0
        unsafe states[unchecked: row] = isGood || !state.isPresent ? state : state.union([.missing, .fault])
      }
    }
  }

  /// Lends states and numbers at once, to be written in place.
  @inline(__always)
  mutating func write(_ body: (inout MutableSpan<CellState>, inout MutableSpan<Double>) -> Void) {
    Self.write(&states, &numbers, body)
  }

  @inline(__always)
  private static func write(
    _ states: inout [CellState], _ numbers: inout [Double], _ body: (inout MutableSpan<CellState>, inout MutableSpan<Double>) -> Void
  ) {
    var flags = states.mutableSpan
    var values = numbers.mutableSpan
    body(&flags, &values)
  }
}
