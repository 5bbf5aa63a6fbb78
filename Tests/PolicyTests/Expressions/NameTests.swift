import Diagnostics
import Testing

@testable import Policy

/// Names that mean nothing, or two things: one finding at each place, and none for what follows from it.
struct NameTests {
  @Test(
    arguments: [
      ("x: stress_facto\nstress_factor: 3\n", "did you mean `stress_factor`?"), ("x: sesc\n", "did you mean `secs`?"),
      ("x: srk.heat\n", "did you mean `src`?"), ("x: src.haet\n", "did you mean `heat`?"), ("x: mni(a, b)\n", "did you mean `min`?"),
      ("x: src\n", "write `src.heat`"), ("x: sqrt\n", "write `sqrt(value)`"),
      ("x: t == LOW\n", "if a text is meant, put it in quotes: `'LOW'`"),
      ("x: USD\n", "did you mean `usd`?"), ("x: True\n", "write `true`"),
      ("x: a == none\n", "a value may be missing, and `a ?? b` replaces it"),
      // What is compiled just now would be a cycle, and a key of `weights` is no text.
      ("budget: bugdet\n", "if a text is meant, put it in quotes: `'bugdet'`"), ("x: {weights: {zz: 1}}\n", nil),
      // One letter is near to everything.
      ("x: it\n", "if a text is meant, put it in quotes: `'it'`"),
    ] as [(String, String?)])
  func help(text: String, expected: String?) {
    #expect(Reading.values(text).sorted.map(\.help) == [expected])
  }

  @Test func aBrokenValueIsReportedOnce() {
    let users = (0..<10).map { "u\($0): broken + u\($0 + 1)\n" }.joined()
    let found = Reading.values("broken: usd + secs\n" + users + "u10: broken * 2\n").sorted.map { Reading.placed($0) }
    #expect(found == ["1:15-19 GV0204 the parts of `+` have one unit: `usd` is a number in usd, `secs` is a number in seconds"])
  }

  @Test func anUnknownNameIsReportedWhereverItIsWritten() {
    let users = (0..<10).map { "u\($0): zz + usd\n" }.joined() + "all: \((0..<10).map { "u\($0)" }.joined(separator: " + ")) + secs\n"
    let found = Reading.values(users).sorted.map { Reading.placed($0) }
    #expect(found == (1...10).map { "\($0):5-7 GV0202 `zz` means nothing here" })
  }

  @Test func oneFindingForOnePlace() {
    // The same node twice, by an alias.
    let found = Reading.values("x: &x {first_of: [zz, 1]}\ny: *x\n").sorted
    #expect(found.map(\.message) == ["`zz` means nothing here"])
  }

  @Test(arguments: [
    ("a: 3\n", "1:1-2 GV0206 the name `a` means something else already"),
    ("now: 3\n", "1:1-4 GV0206 the name `now` means something else already"),
  ])
  func collisions(text: String, expected: String) {
    #expect(Reading.values(text).sorted.map { Reading.placed($0) } == [expected])
  }

  @Test(arguments: [
    ("a AND p", "`AND` is not an operator", "write `&&`"), ("NOT p", "`NOT` is not an operator", "write `!`"),
    ("a := b", "`:=` is not an operator", "an equality is written `==`"),
    ("a // b", "`//` is not an operator", "a whole quotient is `floor(a / b)`"),
    ("a ?: b", "`?:` is not an operator", "write `??`"), ("a ^ 2", "`^` is not an operator", "a power is `pow(base, exponent)`"),
    ("a <> b", "`<>` is not an operator", "write `!=`"), ("a – b", "`–` is not an operator", "write `-`"),
    ("a is b", "`is` stands where an operator or the end was expected", "write `==`"),
    ("a mod 2", "`mod` stands where an operator or the end was expected", "write `%`"),
    ("30 s", "`s` stands where an operator or the end was expected", "a duration is one word, such as `500ms`, `30s`, `15m`, `1h` or `2d`"),
    ("1h 30m", "`30m` stands where an operator or the end was expected", "a duration is one word: `1h30m`"),
    (
      "1,000", "`,` stands where an operator or the end was expected",
      "a comma stands between the arguments of a function; a number is written `1000` or `0.5`"
    ),
    ("a)", "`)` stands where an operator or the end was expected", "there is no `(` before it: take it out"),
    ("a : b", "`:` stands where an operator or the end was expected", "a `:` stands behind a `?`: write `condition ? then : otherwise`"),
    ("$a", "`$` has no meaning in an expression", "a variable of the environment is `${NAME}`; names of the policy stand alone"),
    ("a; b", "`;` has no meaning in an expression", "an expression is one formula; give parts of it names under `values`"),
  ])
  func signsOfOtherLanguages(formula: String, message: String, help: String) throws {
    let found = Reading.values("v: |-\n  \(formula)\n").sorted.filter { $0.code == .expressionSyntax }
    #expect(found.map(\.message) == [message])
    #expect(found.first?.help == help)
  }
}
