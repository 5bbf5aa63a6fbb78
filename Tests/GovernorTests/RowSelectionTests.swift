import Policy
import Testing

@testable import Governor

@Suite struct RowSelectionTests {
  private func column(_ states: [CellState]) -> Column {
    Column(states: states, numbers: [Double](repeating: 0, count: states.count))
  }

  @Test func aRowIsWrittenWholeOrNotAtAll() {
    let both: CellState = [.missing, .withheld]
    let selection = RowSelection(
      outputs: [column([[], .missing, [], .withheld, both, .fault]), column([[], [], .missing, .missing, [], []]), column([[]])], rows: 6)
    #expect(selection.rows == [0, 5])
    #expect(selection.missing == 2)
    #expect(selection.withheld == 2)
  }

  @Test func aSharedValueThatIsMissingKeepsEveryRowBack() {
    for (state, missing, withheld) in [(CellState.missing, 3, 0), (.withheld, 0, 3), ([], 0, 0)] as [(CellState, Int, Int)] {
      let selection = RowSelection(outputs: [column([[], [], []]), column([state])], rows: 3)
      #expect(selection.rows.count == 3 - missing - withheld)
      #expect(selection.missing == missing)
      #expect(selection.withheld == withheld)
    }
  }

  @Test func oneRowAndNoRows() {
    #expect(RowSelection(outputs: [column([.missing])], rows: 1).missing == 1)
    #expect(RowSelection(outputs: [column([[]])], rows: 1).rows == [0])
    let none = RowSelection(outputs: [column([.withheld]), column([])], rows: 0)
    #expect(none.rows.isEmpty)
    #expect(none.withheld == 0)
  }
}

@Suite struct OutputBatchTests {
  @Test(
    "times are written in whole seconds, rounded down",
    arguments: [
      (0.0, "0"), (1_769_594_400.999, "1769594400"), (-0.5, "-1"), (-1.0, "-1"), (-1.5, "-2"), (-0.0, "0"), (1e15, "1000000000000000"),
      (1e300, "1e+300"),
    ])
  func times(_ time: Double, _ text: String) {
    #expect(output(.time, [time]).text(row: 0) == text)
  }

  @Test(
    "numbers are written in the shortest form that reads back",
    arguments: [
      (1528.0, "1528.0"), (0.1, "0.1"), (0.38480000000000003, "0.38480000000000003"), (0.0, "0.0"), (-0.0, "-0.0"),
      (1e15, "1000000000000000.0"),
      (1e16, "1e+16"), (9_007_199_254_740_992, "9007199254740992.0"), (1e-4, "0.0001"), (1e-5, "1e-05"),
    ])
  func numbers(_ number: Double, _ text: String) {
    #expect(output(.number(.ratio), [number]).text(row: 0) == text)
    #expect(Double(text) == number)
  }

  @Test func booleansAndTexts() {
    let booleans = output(.boolean, [1, 0])
    #expect([booleans.text(row: 0), booleans.text(row: 1)] == ["true", "false"])
    var column = Column(for: .text)
    column.append("é\n")
    let text = OutputBatch.Output(name: "t", type: .text, column: column)
    #expect(text.isShared)
    #expect(text.text(row: 99) == "é\n")
  }

  private func output(_ type: ValueType, _ numbers: [Double]) -> OutputBatch.Output {
    OutputBatch.Output(
      name: "o", type: type, column: Column(states: [CellState](repeating: [], count: numbers.count), numbers: numbers))
  }
}
