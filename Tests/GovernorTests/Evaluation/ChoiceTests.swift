import Testing

@testable import Governor

/// What takes one of several values, and what it leaves of the others.
struct ChoiceTests {
  @Test func aTernaryTakesTheChosenSideOnly() throws {
    let table = Table(["p": "true false - w -f truef falsef true false true", "a": "1 -f 1 1 1 1 1 - w -f", "b": "-f 2 2 2 2 2 2 w - w"])
    #expect(try table("p ? a : b") == "1 2 - w -f 1f 2f - - -f")
    #expect(try table("p ? a / 0.5 : b") == "2 2 - w -f 2f 2f - - -f")
  }

  @Test func aConditionForTheTickChoosesForAll() throws {
    #expect(try Table(["o": "true", "a": "1 2 -", "x": "9"])("o ? a : x") == "1 2 -")
    #expect(try Table(["o": "false", "a": "1 2 -", "x": "9"])("o ? a : x") == "9 9 9")
    #expect(try Table(["o": "-", "a": "1 2 -", "x": "9"])("o ? a : x") == "- - -")
    #expect(try Table(["o": "true", "s": "A B -", "u": "C"])("o ? s : u") == "A B -")
  }

  @Test(arguments: [
    ("a ?? b", "1 2 w w-f 2f - w -f"), ("a ?? b ?? 7", "1 2 w w-f 2f 7 w 7f"), ("{first_of: [a, b, 7]}", "1 2 w w-f 2f 7 w 7f"),
    ("{first_of: [a]}", "1 - w w-f -f - - -f"), ("(a ?? b) + 1", "2 3 w w-f 3f - w -f"),
  ])
  func theFirstThatIsNotMissing(formula: String, expected: String) throws {
    let table = Table(["a": "1 - w w-f -f - - -f", "b": "9 2 2 2 2 - w -"])
    #expect(try table(formula) == expected)
  }

  @Test func textsAreChosenToo() throws {
    let table = Table(["s": "A - w -f ''", "t": "B B B B B", "u": "U", "p": "true false - w true"])
    #expect(try table("s ?? t") == "A B w Bf ''")
    #expect(try table("s ?? u") == "A U w Uf ''")
    #expect(try table("p ? s : t") == "A B - w ''")
    #expect(try table("u ?? s") == "U U U U U")
    #expect(try table("{match: {of: s, A: t, '': u}}") == "B - w -f U")
  }

  @Test func matchTakesTheArmOfTheSameText() throws {
    let table = Table(["s": "LOW HIGH MID - w -f LOWf LO ''", "a": "1 1 1 1 1 1 1 1 1", "b": "2 -f w 2 2 2 2 2 2"])
    #expect(try table("{match: {of: s, LOW: a, HIGH: b, MID: b}}") == "1 -f w - w -f 1f - -")
    #expect(try table("{match: {of: s, LOW: 0.5, '': 1.5}}") == "0.5 - - - w -f 0.5f - 1.5")
    #expect(try table("{first_of: [{match: {of: s, LOW: 0.5}}, 9]}") == "0.5 9 9 9 w 9f 0.5f 9 9")
    #expect(try Table(["u": "LOW", "a": "1 -"])("{match: {of: u, LOW: a}}") == "1 -")
    #expect(try Table(["u": "-", "a": "1 -"])("{match: {of: u, LOW: a}}") == "- -")
    #expect(try Table(["u": "X", "a": "1 2"])("{match: {of: u, LOW: a}}") == "- -")
  }

  @Test func membershipIsAChainOfEqualities() throws {
    let table = Table(["a": "1 2 3 - w -f 1f 4 4", "b": "1 9 - - 1 1 1 - w"])
    #expect(try table("a in [1, 2]") == "true true false - w -f truef false false")
    #expect(try table("a in [b]") == "true false - - w -f truef - w")
    #expect(try table("a in [b, 3, 2, 4]") == "true true true - w -f truef true true")
    #expect(try table("a in [9, b]") == (try table("a == 9 || a == b")))
    #expect(try Table(["s": "A B - w ''"])("s in ['A', '']") == "true false - w true")
    #expect(try Table(["u": "A", "s": "A B - w ''"])("u in [s]") == "true false - w false")
    #expect(try Table(["p": "true false -"])("p in [true]") == "true false -")
  }
}
