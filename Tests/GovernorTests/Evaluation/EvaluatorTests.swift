import Policy
import Testing

@testable import Governor

/// One evaluator over many ticks.
struct EvaluatorTests {
  @Test func ticksDoNotRemember() throws {
    let first = Table(["a": "1 - w -f 5", "s": "A - w -f LONG"])
    for formula in [
      "a * 2", "a ?? 3", "{match: {of: s, A: a, LONG: 1}}", "s ?? 'x'", "a > 1 ? a : 2", "sum(a)", "a in [1, 5]", "s == 'A' || a > 1",
    ] {
      let (program, register) = try first.program(formula)
      var kept = Evaluator(program)
      for cells in [
        ("1 - w -f 5", "A - w -f LONG"), ("-", "A"), ("", ""), ("2 2 2 2 2 2 2 2", "A B C D E F G -"), ("7", "A"), ("w w", "w w"),
      ] {
        let table = Table(["a": cells.0, "s": cells.1], rows: cells.0.split(separator: " ").count)
        var fresh = Evaluator(program)
        let (one, other) = (kept.evaluate(inputs: table.inputs, rows: table.rows), fresh.evaluate(inputs: table.inputs, rows: table.rows))
        let kind = Table.kind(program.info(register).type)
        #expect(Cells.text(one[register], kind) == Cells.text(other[register], kind), "\(formula) over \(cells)")
      }
    }
  }

  @Test func anEvaluationKeepsItsValues() throws {
    let table = Table(["a": "1 2"])
    let (program, register) = try table.program("a * 2")
    var evaluator = Evaluator(program)
    let before = evaluator.evaluate(inputs: table.inputs, rows: 2)
    let after = evaluator.evaluate(inputs: Table(["a": "5 6 7"]).inputs, rows: 3)
    #expect(Cells.text(before[register], .number) == "2 4")
    #expect(Cells.text(after[register], .number) == "10 12 14")
  }

  /// A buffer that is free again is written in place: no tick copies or allocates what the tick before has left.
  @Test func buffersAreUsedAgain() throws {
    let rows = 1000
    let table = Table(["a": Array(repeating: "1", count: rows).joined(separator: " ")])
    let (program, register) = try table.program("clamp((a > 0 ? a * 2 : a) ?? 4, 0, 10)")
    var evaluator = Evaluator(program)
    var places: Set<UInt> = []
    for _ in 0..<20 {
      let evaluation = evaluator.evaluate(inputs: table.inputs, rows: rows)
      unsafe evaluation[register].numbers.withUnsafeBufferPointer { _ = places.insert(UInt(bitPattern: $0.baseAddress)) }
    }
    #expect(places.count == 1)
  }

  @Test func faultsAreCounted() throws {
    let table = Table(["a": "1 0 - 2", "b": "0 0 0 1"])
    let (program, register) = try table.program("(a / b) ?? 5")
    var evaluator = Evaluator(program)
    #expect(evaluator.evaluate(inputs: table.inputs, rows: 4).faults(in: register) == 2)
  }
}
