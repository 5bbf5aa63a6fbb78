import Diagnostics
import Testing

/// Names and columns as messages and reports show them.
@Suite struct ListTests {
  @Test func namesStandInBackticks() {
    #expect(NameList.text(["a", "b c"]) == "`a`, `b c`")
    #expect(NameList.note("sources", ["a"]) == "sources: `a`")
    #expect(NameList.notes("sources", ["a", "b"]) == ["sources: `a`, `b`"])
  }

  @Test func manyNamesAreCut() {
    #expect(NameList.text(["a", "b", "c"], limit: 2) == "`a`, `b`, …")
    #expect(NameList.text(["a", "b"], limit: 2) == "`a`, `b`")
    #expect(NameList.text((1...41).map { "\($0)" }).hasSuffix("`40`, …"))
  }

  @Test func noNamesAreNoNote() {
    #expect(NameList.note("sources", [String]()) == "sources: none")
    #expect(NameList.notes("sources", [String]()).isEmpty)
  }

  @Test func aHostileNameIsMadeSafe() {
    #expect(NameList.text(["a\u{1B}[2J"]) == "`a\\u{1b}[2J`")
    #expect(NameList.text([String(repeating: "x", count: 61)]) == "`\(String(repeating: "x", count: 60))…`")
  }

  @Test func columnsStandBelowEachOther() {
    let rows = [["name", "x", "why"], ["longer", "100", ""], ["a"]]
    #expect(TextTable.lines(rows, right: [1], indent: "  ") == ["  name      x  why", "  longer  100", "  a"])
  }

  @Test func noRowsAreNoLines() {
    #expect(TextTable.lines([]).isEmpty)
  }
}
