#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Reference {
  func binary(_ sign: String, _ left: ReferenceCell, _ right: ReferenceCell) -> ReferenceCell {
    let (a, b) = (left.number, right.number)
    let both = [left, right]
    switch sign {
    case "+": return .number(a + b, from: both)
    case "-": return .number(a - b, from: both)
    case "*": return .number(a * b, from: both)
    case "/": return .number(a / b, from: both)
    case "%": return .number(fmod(a, b), from: both)
    case "<": return .value(.boolean(a < b), from: both)
    case "<=": return .value(.boolean(a <= b), from: both)
    case ">": return .value(.boolean(a > b), from: both)
    case ">=": return .value(.boolean(a >= b), from: both)
    case "==": return .value(.boolean(left.value == right.value), from: both)
    case "!=": return .value(.boolean(left.value != right.value), from: both)
    case "&&": return logic(decidedBy: false, left, right)
    default: return logic(decidedBy: true, left, right)
    }
  }

  private func logic(decidedBy decider: Bool, _ left: ReferenceCell, _ right: ReferenceCell) -> ReferenceCell {
    if left.boolean == decider { return left }
    if right.boolean == decider { return right.withFault(left.hasFault) }
    return .value(.boolean(!decider), from: [left, right])
  }

  func call(_ name: String, _ parts: [ReferenceCell]) -> ReferenceCell {
    let numbers = parts.map(\.number)
    let result: Double
    switch name {
    case "min": result = numbers.dropFirst().reduce(numbers[0]) { $1 < $0 ? $1 : $0 }
    case "max": result = numbers.dropFirst().reduce(numbers[0]) { $1 > $0 ? $1 : $0 }
    case "clamp":
      result = numbers[1] > numbers[2] ? .nan : numbers[0] < numbers[1] ? numbers[1] : numbers[0] > numbers[2] ? numbers[2] : numbers[0]
    case "abs": result = abs(numbers[0])
    case "sqrt": result = numbers[0].squareRoot()
    case "exp": result = exp(numbers[0])
    case "log": result = log(numbers[0])
    case "pow": result = pow(numbers[0], numbers[1])
    case "floor": result = numbers[0].rounded(.down)
    case "ceil": result = numbers[0].rounded(.up)
    default: result = numbers[0].rounded(.toNearestOrAwayFromZero)
    }
    return .number(result, from: parts)
  }

  func aggregate(_ name: String, _ cells: [ReferenceCell]) -> ReferenceCell {
    let present = cells.filter(\.isPresent)
    let numbers = present.map(\.number)
    var result = ReferenceCell(value: nil, isWithheld: cells.contains(where: \.isWithheld), hasFault: cells.contains(where: \.hasFault))
    let number: Double?
    switch name {
    case "sum": number = numbers.reduce(0, +)
    case "mean": number = numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    case "min": number = numbers.min()
    case "max": number = numbers.max()
    default:
      let isBoolean = present.first?.boolean != nil
      number = Double(isBoolean ? present.count { $0.boolean == true } : present.count)
    }
    guard let number else {
      result.isMissing = true
      return result
    }
    if number.isFinite {
      if !result.isWithheld { result.value = .number(number) }
    } else if !result.isWithheld {
      (result.isMissing, result.hasFault) = (true, true)
    }
    return result
  }
}
