#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif
internal import Policy

extension Evaluator {
  func unary(_ operation: UnaryOperation, _ value: Column, _ rows: Int, _ result: inout Column) {
    switch operation {
    case .negate: result.fill(rows, from: [value]) { -value.numbers[value.row($0)] }
    case .not: result.fill(rows, from: [value]) { 1 - value.numbers[value.row($0)] }
    case .absolute: result.fill(rows, from: [value]) { abs(value.numbers[value.row($0)]) }
    case .squareRoot: result.fill(rows, from: [value]) { value.numbers[value.row($0)].squareRoot() }
    case .exponential: result.fill(rows, from: [value]) { exp(value.numbers[value.row($0)]) }
    case .logarithm: result.fill(rows, from: [value]) { log(value.numbers[value.row($0)]) }
    case .floor: result.fill(rows, from: [value]) { value.numbers[value.row($0)].rounded(.down) }
    case .ceiling: result.fill(rows, from: [value]) { value.numbers[value.row($0)].rounded(.up) }
    case .round: result.fill(rows, from: [value]) { value.numbers[value.row($0)].rounded(.toNearestOrAwayFromZero) }
    }
  }

  func binary(_ operation: BinaryOperation, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    switch operation {
    case .add: pair(left, right, rows, &result) { $0 + $1 }
    case .subtract: pair(left, right, rows, &result) { $0 - $1 }
    case .multiply: pair(left, right, rows, &result) { $0 * $1 }
    case .divide: pair(left, right, rows, &result) { $0 / $1 }
    case .remainder: pair(left, right, rows, &result) { $0.truncatingRemainder(dividingBy: $1) }
    case .power: pair(left, right, rows, &result) { pow($0, $1) }
    }
  }

  func compare(_ comparison: Comparison, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    if left.isText {
      let equal = comparison == .equal
      result.fill(rows, from: [left, right]) { left.texts.isEqual(row: left.row($0), to: right.row($0), of: right.texts) == equal ? 1 : 0 }
      return
    }
    switch comparison {
    case .less: pair(left, right, rows, &result) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: pair(left, right, rows, &result) { $0 <= $1 ? 1 : 0 }
    case .greater: pair(left, right, rows, &result) { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: pair(left, right, rows, &result) { $0 >= $1 ? 1 : 0 }
    case .equal: pair(left, right, rows, &result) { $0 == $1 ? 1 : 0 }
    case .notEqual: pair(left, right, rows, &result) { $0 != $1 ? 1 : 0 }
    }
  }

  func clamp(_ value: Column, _ lowest: Column, _ highest: Column, _ rows: Int, _ result: inout Column) {
    result.fill(rows, from: [value, lowest, highest]) {
      let (low, high) = (lowest.numbers[lowest.row($0)], highest.numbers[highest.row($0)])
      // Ends in the wrong order are a fault, which a result that is not finite becomes.
      return low > high ? .nan : min(max(value.numbers[value.row($0)], low), high)
    }
  }

  func extreme(_ values: [Column], _ rows: Int, _ result: inout Column, _ choose: (Double, Double) -> Double) {
    result.fill(rows, from: values) { row in
      var best = values[0].numbers[values[0].row(row)]
      for value in values.dropFirst() { best = choose(best, value.numbers[value.row(row)]) }
      return best
    }
  }

  func weights(_ terms: [WeightedTerm], _ rows: Int, _ result: inout Column) {
    let values = terms.map { columns[$0.value.index] }
    result.fill(rows, from: values) { row in
      var sum = terms[0].weight * values[0].numbers[values[0].row(row)]
      for index in terms.indices.dropFirst() { sum += terms[index].weight * values[index].numbers[values[index].row(row)] }
      return sum
    }
  }

  @inline(__always)
  private func pair(_ left: Column, _ right: Column, _ rows: Int, _ result: inout Column, _ body: (Double, Double) -> Double) {
    result.fill(rows, from: [left, right]) { body(left.numbers[left.row($0)], right.numbers[right.row($0)]) }
  }
}

extension Column {
  /// The row of this column that belongs to a row of the result; a single one belongs to all.
  @inline(__always)
  func row(_ row: Int) -> Int { states.count == 1 ? 0 : row }

  /// Fills the column: states flow together, and a result that is not finite is a fault.
  @inline(__always)
  mutating func fill(_ rows: Int, from operands: [Column], _ body: (Int) -> Double) {
    removeAll()
    for row in 0..<rows {
      var state: CellState = []
      for operand in operands { state.formUnion(operand.states[operand.row(row)]) }
      var value = state.isPresent ? body(row) : 0
      if !value.isFinite {
        value = 0
        state.formUnion([.missing, .fault])
      }
      states.append(state)
      numbers.append(value)
    }
  }

  /// Adds a copy of another column's row, with more flags.
  mutating func take(_ other: Column, _ row: Int, adding flags: CellState) {
    states.append(other.states[row].union(flags))
    if isText { texts.append(row: row, of: other.texts) } else { numbers.append(other.numbers[row]) }
  }

  /// Adds a row without a value, or a boolean, in a given state.
  mutating func put(_ state: CellState, _ number: Double = 0) {
    states.append(state)
    if isText { texts.append("") } else { numbers.append(number) }
  }
}
