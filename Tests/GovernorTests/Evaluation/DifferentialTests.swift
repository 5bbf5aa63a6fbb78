import Policy
import TestSupport
import Testing

@testable import Governor

/// Random formulas over random columns: the evaluator must say what the reference says, bit by bit and flag by flag.
struct DifferentialTests {
  private static let numbers = ["0", "-0.0", "1", "-1", "2", "0.5", "3", "-2.5", "1e308", "-1e308", "1e-300", "7"]
  private static let names = ["a", "b", "x", "y", "p", "q", "o", "s", "t", "u"]

  @Test(arguments: 1...20)
  func formulas(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var compared = 0
    for _ in 0..<400 {
      let kind = random.pick([Cells.Kind.number, .number, .boolean, .text])
      let formula = random.below(3) == 0 ? RandomFormula.makeForm(kind, depth: 3, &random) : RandomFormula.make(kind, depth: 5, &random)
      let rows = random.below(6)
      let cells = Self.names.map { name in Self.cells(name, rows: rows, &random) }
      if try compare(formula, kind, cells, rows: rows) { compared += 1 }
    }
    #expect(compared > 300)
  }

  private func compare(_ formula: RandomFormula, _ kind: Cells.Kind, _ cells: [[String]], rows: Int) throws -> Bool {
    func line(_ index: Int) -> String { cells[index].joined(separator: " ") }
    let table = Table(
      [
        "a": line(0), "b": line(1), "x": line(2), "y": line(3), "p": line(4), "q": line(5), "o": line(6), "s": line(7), "t": line(8),
        "u": line(9),
      ],
      rows: rows)
    let written: String
    do {
      written = try table(formula.text)
    } catch let refused as Table.Refused where refused.messages.allSatisfy({ Self.isAlwaysWrong($0) }) {
      return false
    }
    let reference = Reference(rows: rows) { name, row in
      let column = cells[Self.names.firstIndex(of: name) ?? 0]
      return Self.cell(column[column.count == 1 ? 0 : row], name)
    }
    let count = formula.isPerEntity ? rows : 1
    let expected = (0..<count).map { Self.text(reference.evaluate(formula, $0)) }.joined(separator: " ")
    #expect(written == expected, "\(formula.text) over \(zip(Self.names, cells).map { "\($0): \($1)" })")
    return true
  }

  /// What is always a fault is refused when it is compiled.
  private static func isAlwaysWrong(_ message: String) -> Bool {
    message.hasPrefix("a division by zero") || message.hasPrefix("a number is at most") || message.hasPrefix("the lower end of `clamp`")
  }

  private static func cells(_ name: String, rows: Int, _ random: inout SeededRandom) -> [String] {
    (0..<("xyou".contains(name) ? 1 : rows)).map { _ in
      if random.below(3) == 0 { return random.pick(["-", "w", "w-", "-f", "wf", "w-f"]) }
      let value =
        "pqo".contains(name)
        ? random.pick(["true", "false"]) : "stu".contains(name) ? random.pick(["A", "AB", "''", "é"]) : random.pick(numbers)
      return value + (random.below(8) == 0 ? "f" : "")
    }
  }

  private static func cell(_ text: String, _ name: String) -> ReferenceCell {
    var text = text
    var cell = ReferenceCell()
    if text.hasSuffix("f") {
      cell.hasFault = true
      text.removeLast()
    }
    cell.isWithheld = text.hasPrefix("w")
    cell.isMissing = text == "-" || text == "w-"
    guard cell.isPresent else { return cell }
    cell.value =
      "pqo".contains(name)
      ? .boolean(text == "true") : "stu".contains(name) ? .text(text == "''" ? "" : text) : .number(Double(text) ?? .nan)
    return cell
  }

  private static func text(_ cell: ReferenceCell) -> String {
    let fault = cell.hasFault ? "f" : ""
    switch cell.value {
    case nil: return (cell.isWithheld ? "w" : "") + (cell.isMissing ? "-" : "") + fault
    case .boolean(let value): return "\(value)" + fault
    case .text(let text): return (text.isEmpty ? "''" : text) + fault
    case .number(let number):
      let text = "\(number)"
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + fault
    }
  }
}
