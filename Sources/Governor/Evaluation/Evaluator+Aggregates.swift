internal import Policy

extension Evaluator {
  /// One value from those of all rows. Rows that are missing are left out; one that is withheld withholds the whole, because nobody
  /// knows what it would have added.
  func aggregate(_ aggregate: Aggregate, _ value: Column, _ result: inout Column) {
    var flags: CellState = knowsEntities ? [] : .withheld
    var present = 0
    var sum = 0.0
    var smallest = Double.infinity
    var largest = -Double.infinity
    for row in 0..<value.count {
      let state = value.states[row]
      flags.formUnion(state.intersection([.fault, .withheld]))
      guard state.isPresent else { continue }
      present += 1
      guard !value.isText else { continue }
      sum += value.numbers[row]
      // Of equals the first stays, as for `min` and `max` of several values: it decides the sign of a zero.
      if value.numbers[row] < smallest { smallest = value.numbers[row] }
      if value.numbers[row] > largest { largest = value.numbers[row] }
    }
    let number: Double? =
      switch aggregate {
      case .sum, .countTrue: sum
      case .countPresent: Double(present)
      case .mean: present == 0 ? nil : sum / Double(present)
      case .smallest: present == 0 ? nil : smallest
      case .largest: present == 0 ? nil : largest
      }
    result.resize(1)
    result.states[0] = number == nil ? flags.union(.missing) : flags
    result.numbers[0] = number ?? 0
    result.settle()
  }
}
