internal import Policy

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension Evaluator {
  func unary(_ operation: UnaryOperation, _ value: Column, _ rows: Int, _ result: inout Column) {
    switch operation {
    case .negate: result.fill(rows, from: value) { -$0 }
    case .not: result.fill(rows, from: value) { 1 - $0 }
    case .absolute: result.fill(rows, from: value) { abs($0) }
    case .squareRoot: result.fill(rows, from: value) { $0.squareRoot() }
    case .exponential: result.fill(rows, from: value) { exp($0) }
    case .logarithm: result.fill(rows, from: value) { log($0) }
    case .floor: result.fill(rows, from: value) { $0.rounded(.down) }
    case .ceiling: result.fill(rows, from: value) { $0.rounded(.up) }
    case .round: result.fill(rows, from: value) { $0.rounded(.toNearestOrAwayFromZero) }
    }
  }

  func binary(_ operation: BinaryOperation, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    switch operation {
    case .add: result.fill(rows, from: left, right) { $0 + $1 }
    case .subtract: result.fill(rows, from: left, right) { $0 - $1 }
    case .multiply: result.fill(rows, from: left, right) { $0 * $1 }
    case .divide: result.fill(rows, from: left, right) { $0 / $1 }
    case .remainder: result.fill(rows, from: left, right) { $0.truncatingRemainder(dividingBy: $1) }
    case .power: result.fill(rows, from: left, right) { pow($0, $1) }
    }
  }

  func compare(_ comparison: Comparison, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    guard !left.isText else { return compareTexts(comparison, left, right, rows, &result) }
    switch comparison {
    case .less: result.fill(rows, from: left, right) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: result.fill(rows, from: left, right) { $0 <= $1 ? 1 : 0 }
    case .greater: result.fill(rows, from: left, right) { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: result.fill(rows, from: left, right) { $0 >= $1 ? 1 : 0 }
    case .equal: result.fill(rows, from: left, right) { $0 == $1 ? 1 : 0 }
    case .notEqual: result.fill(rows, from: left, right) { $0 != $1 ? 1 : 0 }
    }
  }

  private func compareTexts(_ comparison: Comparison, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    let (one, other) = (left.mask(rows), right.mask(rows))
    let expected = comparison == .equal
    result.setStates(rows, from: left)
    result.addStates(rows, from: right)
    for row in 0..<rows {
      result.numbers[row] = left.texts.isEqual(row: row & one, to: row & other, of: right.texts) == expected ? 1 : 0
    }
    result.settle()
  }

  func clamp(_ value: Column, _ lowest: Column, _ highest: Column, _ rows: Int, _ result: inout Column) {
    // First the lower end; where the ends are in the wrong order, not a number, which becomes a fault in the end.
    result.resize(rows)
    let (from, low, high) = (value.mask(rows), lowest.mask(rows), highest.mask(rows))
    let values = value.numbers.span
    let lows = lowest.numbers.span
    let highs = highest.numbers.span
    var numbers = result.numbers.mutableSpan
    // `mask` and `resize` have checked all rows.
    for row in 0..<rows {
      let number = unsafe values[unchecked: row & from]
      let (least, most) = unsafe (lows[unchecked: row & low], highs[unchecked: row & high])
      let raised = number < least ? least : number
      let inside = raised > most ? most : raised
      unsafe numbers[unchecked: row] = least > most ? .nan : inside
    }
    result.setStates(rows, from: value)
    result.addStates(rows, from: lowest)
    result.addStates(rows, from: highest)
    result.settle()
  }

  /// The smallest or largest of several columns, one after the other.
  func extreme(_ values: [Register], largest: Bool, _ rows: Int, _ result: inout Column) {
    for (position, register) in values.enumerated() {
      let value = columns[register.index]
      if position == 0 {
        result.fold(rows, value) { $1 }
        result.setStates(rows, from: value)
        continue
      }
      if largest { result.fold(rows, value) { $1 > $0 ? $1 : $0 } } else { result.fold(rows, value) { $1 < $0 ? $1 : $0 } }
      result.addStates(rows, from: value)
    }
    result.settle()
  }

  /// The products are added in the order written, each rounded by itself.
  func weights(_ terms: [WeightedTerm], _ rows: Int, _ result: inout Column) {
    for (position, term) in terms.enumerated() {
      let value = columns[term.value.index]
      let weight = term.weight
      if position == 0 {
        result.fold(rows, value) { weight * $1 }
        result.setStates(rows, from: value)
        continue
      }
      result.fold(rows, value) { $0 + weight * $1 }
      result.addStates(rows, from: value)
    }
    result.settle()
  }
}
