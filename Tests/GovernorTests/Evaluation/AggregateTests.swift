import Testing

@testable import Governor

/// One value for the tick from those of all entities.
struct AggregateTests {
  @Test(arguments: [
    ("sum(a)", "6", "6", "0", "0", "w", "6f"), ("mean(a)", "2", "2", "-", "-", "w", "2f"), ("min(a)", "1", "1", "-", "-", "w", "1f"),
    ("max(a)", "3", "3", "-", "-", "w", "3f"), ("count(a)", "3", "3", "0", "0", "w", "3f"), ("count(a > 1)", "2", "2", "0", "0", "w", "2f"),
  ])
  func overRows(_ formula: String, _ whole: String, _ gaps: String, _ none: String, _ empty: String, _ withheld: String, _ fault: String)
    throws
  {
    let results = try ["1 2 3", "1 - 2 3 -", "- -", "", "1 w 2", "1 2 3 -f"].map { try Table(["a": $0])(formula) }
    // Of nothing but withheld rows and missing ones, what could have been there is not known either.
    #expect(results[0] == whole)
    #expect(results[1] == gaps)
    #expect(results[2] == none)
    #expect(results[4] == withheld)
    #expect(results[5] == fault)
    #expect(try Table(["a": ""], rows: 0)(formula) == empty)
  }

  @Test func aSumThatOverflowsIsAFault() throws {
    #expect(try Table(["a": "1e308 1e308 -1e308"])("sum(a)") == "-f")
    #expect(try Table(["a": "1e308 1e308 -1e308"])("mean(a)") == "-f")
    #expect(try Table(["a": "1e308 1e308 -1e308"])("max(a)") == "1e+308")
  }

  @Test func itGoesBackToTheEntities() throws {
    #expect(try Table(["a": "1 2 -"])("a / sum(a)") == "0.3333333333333333 0.6666666666666666 -")
    #expect(try Table(["a": "1 w"])("a / sum(a)") == "w w")
    #expect(try Table(["a": "1 2"])("sum(a) + max(a)") == "5")
    #expect(try Table(["a": "1 2", "x": "3"])("sum(a * x)") == "9")
    #expect(try Table(["s": "A - B"])("count(s)") == "2")
    #expect(try Table(["s": "A - B"])("count(s == 'A')") == "1")
    #expect(try Table(["a": "w -"])("min(a)") == "w-")
  }
}
