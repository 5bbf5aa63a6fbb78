import Testing

@testable import Demo

/// Columns that stand below each other.
@Suite struct TableTests {
  @Test func theFirstColumnStandsLeftAndTheOthersRight() {
    var table = Table(header: ["name", "x"])
    table.add(["BTC", "1.0"])
    table.add(["longer", "100.25"])
    #expect(table.lines == ["name         x", "BTC        1.0", "longer  100.25"])
  }
}
