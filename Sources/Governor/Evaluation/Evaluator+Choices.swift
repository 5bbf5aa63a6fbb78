internal import Policy

extension Evaluator {
  /// `&&` (decided by 0) and `||` (decided by 1). A side that is not looked at leaves no flag: the left one alone may decide.
  func logic(deciding: Double, _ left: Column, _ right: Column, _ rows: Int, _ result: inout Column) {
    result.removeAll()
    for row in 0..<rows {
      let (i, j) = (left.row(row), right.row(row))
      let (one, other) = (left.states[i], right.states[j])
      if one.isPresent, left.numbers[i] == deciding {
        result.put(one, deciding)
      } else if other.isPresent, right.numbers[j] == deciding {
        result.put(one.union(other).intersection(.fault), deciding)
      } else {
        let state = one.union(other)
        result.put(state, state.isPresent ? 1 - deciding : 0)
      }
    }
  }

  func select(_ condition: Column, _ then: Column, _ otherwise: Column, _ rows: Int, _ result: inout Column) {
    result.removeAll()
    for row in 0..<rows {
      let index = condition.row(row)
      let state = condition.states[index]
      guard state.isPresent else {
        result.put(state)
        continue
      }
      let chosen = condition.numbers[index] == 1 ? then : otherwise
      result.take(chosen, chosen.row(row), adding: state)
    }
  }

  func coalesce(_ parts: [Column], _ rows: Int, _ result: inout Column) {
    result.removeAll()
    for row in 0..<rows {
      var passed: CellState = []
      for (position, part) in parts.enumerated() {
        let index = part.row(row)
        guard part.states[index].isReplaceable, position < parts.count - 1 else {
          result.take(part, index, adding: passed)
          break
        }
        passed.formUnion(part.states[index].intersection(.fault))
      }
    }
  }

  func match(_ subject: Column, _ arms: [MatchArm], _ rows: Int, _ result: inout Column) {
    let values = arms.map { columns[$0.value.index] }
    var keys = TextColumn()
    for arm in arms { keys.append(arm.text) }
    result.removeAll()
    for row in 0..<rows {
      let index = subject.row(row)
      let state = subject.states[index]
      if !state.isPresent {
        result.put(state)
      } else if let arm = values.indices.first(where: { subject.texts.isEqual(row: index, to: $0, of: keys) }) {
        result.take(values[arm], values[arm].row(row), adding: state)
      } else {
        result.put(state.union(.missing))
      }
    }
  }

  /// As `a == x || a == y`, where a fit decides.
  func membership(_ value: Column, _ list: [Column], _ rows: Int, _ result: inout Column) {
    result.removeAll()
    for row in 0..<rows {
      let index = value.row(row)
      var state = value.states[index]
      guard state.isPresent else {
        result.put(state)
        continue
      }
      var found = false
      for item in list where !found {
        let other = item.row(row)
        if item.states[other].isPresent {
          found =
            value.isText
            ? value.texts.isEqual(row: index, to: other, of: item.texts) : value.numbers[index] == item.numbers[other]
        }
        state.formUnion(item.states[other])
      }
      result.put(found ? state.intersection(.fault) : state, found ? 1 : 0)
    }
  }

  func aggregate(_ aggregate: Aggregate, _ value: Column, _ result: inout Column) {
    var flags: CellState = []
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
      smallest = min(smallest, value.numbers[row])
      largest = max(largest, value.numbers[row])
    }
    let number: Double? =
      switch aggregate {
      case .sum, .countTrue: sum
      case .countPresent: Double(present)
      case .mean: present == 0 ? nil : sum / Double(present)
      case .smallest: present == 0 ? nil : smallest
      case .largest: present == 0 ? nil : largest
      }
    result.removeAll()
    guard let number else { return result.put(flags.union(.missing)) }
    guard number.isFinite else { return result.put(flags.union([.missing, .fault])) }
    result.put(flags, flags.isPresent ? number : 0)
  }
}
