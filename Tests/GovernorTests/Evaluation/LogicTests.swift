import Testing

@testable import Governor

/// `&&`, `||` and `!` have three values: a side that decides does so whatever the other is.
struct LogicTests {
  private let table = Table([
    "p": "true true true true false false false false - - - w w -f truef falsef",
    "q": "true false - w true false - w false true - false - false - -",
  ])

  @Test func and() throws {
    #expect(try table("p && q") == "true false - w false false false false false - - false w- falsef -f falsef")
  }

  @Test func or() throws {
    #expect(try table("p || q") == "true true true true true false - w - true - w w- -f truef -f")
  }

  @Test func not() throws {
    #expect(try table("!p") == "false false false false true true true true - - - w w -f falsef truef")
  }

  @Test(arguments: [
    ("p && !p", "false false - w -f"), ("p || !p", "true true - w -f"), ("p == p", "true true - w -f"), ("p != p", "false false - w -f"),
  ])
  func ofItself(formula: String, expected: String) throws {
    #expect(try Table(["p": "true false - w -f"])(formula) == expected)
  }

  @Test(arguments: [
    ("a < b", "false false true"), ("a <= b", "false true true"), ("a > b", "true false false"),
    ("a >= b", "true true false"), ("a == b", "false true false"), ("a != b", "true false true"),
  ])
  func comparisons(formula: String, expected: String) throws {
    #expect(try Table(["a": "2 1 -1", "b": "1 1 1"])(formula) == expected)
    #expect(try Table(["a": "2 1 -1", "x": "1"])(formula.replacing("b", with: "x")) == expected)
    let gaps = Table(["a": "- 1 w - -f 1f", "b": "1 - 1 w 1 -"])
    #expect(try gaps(formula) == "- - w w- -f -f")
  }

  @Test func textsCompareByTheirBytes() throws {
    let table = Table(["s": "A AB '' - w é", "t": "A A '' A A e\u{301}", "u": "A"])
    #expect(try table("s == t") == "true false true - w false")
    #expect(try table("s != t") == "false true false - w true")
    #expect(try table("s == u") == "true false false - w false")
    #expect(try table("u == s") == "true false false - w false")
    #expect(try table("s == 'AB'") == "false true false - w false")
  }

  @Test func zeroIsZeroWhateverItsSign() throws {
    #expect(try Table(["a": "-0.0 0"])("a == 0") == "true true")
    #expect(try Table(["a": "-0.0 0"])("a < 0") == "false false")
  }
}
