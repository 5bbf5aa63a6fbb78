#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What one cell is to the reference: a value or none, and what is known about it.
struct ReferenceCell {
  enum Value: Equatable {
    case number(Double), text(String), boolean(Bool)
  }

  /// There is a value only where the cell is neither missing nor withheld.
  var value: Value?
  var isMissing = false
  var isWithheld = false
  var hasFault = false

  static func number(_ number: Double, from parts: [ReferenceCell]) -> ReferenceCell {
    var cell = gathered(parts)
    guard cell.isPresent else { return cell }
    if number.isFinite { cell.value = .number(number) } else { (cell.isMissing, cell.hasFault) = (true, true) }
    return cell
  }

  static func value(_ value: Value?, from parts: [ReferenceCell]) -> ReferenceCell {
    var cell = gathered(parts)
    if cell.isPresent { cell.value = value }
    return cell
  }

  static func gathered(_ parts: [ReferenceCell]) -> ReferenceCell {
    ReferenceCell(
      value: nil, isMissing: parts.contains(where: \.isMissing), isWithheld: parts.contains(where: \.isWithheld),
      hasFault: parts.contains(where: \.hasFault))
  }

  var isPresent: Bool { !isMissing && !isWithheld }
  var number: Double { if case .number(let number) = value { number } else { .nan } }
  var boolean: Bool? { if case .boolean(let boolean) = value { boolean } else { nil } }
  var text: String? { if case .text(let text) = value { text } else { nil } }

  func withFault(_ fault: Bool) -> ReferenceCell {
    var cell = self
    cell.hasFault = cell.hasFault || fault
    return cell
  }
}

/// The meaning of a formula for one row, said as simply as it can be said.
struct Reference {
  let rows: Int
  let cell: (String, Int) -> ReferenceCell

  func evaluate(_ formula: RandomFormula, _ row: Int) -> ReferenceCell {
    switch formula {
    case .number(let value): return ReferenceCell(value: .number(value))
    case .text(let text): return ReferenceCell(value: .text(text))
    case .boolean(let value): return ReferenceCell(value: .boolean(value))
    case .name(let name): return cell(name, row)
    case .unary("!", let part):
      let value = evaluate(part, row)
      return .value(value.boolean.map { .boolean(!$0) }, from: [value])
    case .unary(_, let part):
      let value = evaluate(part, row)
      return .number(-value.number, from: [value])
    case .binary(let sign, let left, let right): return binary(sign, evaluate(left, row), evaluate(right, row))
    case .call(let name, let parts): return call(name, parts.map { evaluate($0, row) })
    case .conditional(let condition, let then, let otherwise):
      let test = evaluate(condition, row)
      guard let isThen = test.boolean else { return test }
      return evaluate(isThen ? then : otherwise, row).withFault(test.hasFault)
    case .coalesce(let parts), .firstOf(let parts):
      var passed = false
      for part in parts.dropLast() {
        let value = evaluate(part, row)
        if value.isPresent || value.isWithheld { return value.withFault(passed) }
        passed = passed || value.hasFault
      }
      return evaluate(parts[parts.count - 1], row).withFault(passed)
    case .membership(let value, let list):
      // The definition itself: a chain of equalities. Only the value's own gaps stand for the whole at once.
      let of = evaluate(value, row)
      guard of.isPresent else { return of }
      return list.map { binary("==", of, evaluate($0, row)) }.reduce(ReferenceCell(value: .boolean(false))) { binary("||", $0, $1) }
    case .aggregate(let name, let part): return aggregate(name, (0..<rows).map { evaluate(part, $0) })
    case .match(let of, let arms):
      var subject = evaluate(of, row)
      guard let text = subject.text else { return subject }
      if let arm = arms.first(where: { Array($0.0.utf8) == Array(text.utf8) }) { return evaluate(arm.1, row).withFault(subject.hasFault) }
      subject.value = nil
      subject.isMissing = true
      return subject
    case .weights(let terms, let clamp):
      let values = terms.map { cell($0.0, row) }
      var sum = terms[0].1 * values[0].number
      for (term, value) in zip(terms, values).dropFirst() { sum += term.1 * value.number }
      let result = ReferenceCell.number(sum, from: values)
      return clamp.map { call("clamp", [result] + $0.map { evaluate($0, row) }) } ?? result
    }
  }
}
