import Testing

/// Types and units: the message names both sides, and the span is the smallest that shows it.
struct TypeTests {
  @Test(arguments: [
    "usd + 1", "usd * a", "usd / usd + 1", "secs + 30s", "now - now < 30s", "now + 5m > now", "clamp(usd, 0, 100)", "usd > 5",
    "p ? usd : 0",
    "usd ?? 0", "usd in [1, 2]", "sqrt(usd * usd) + usd", "pow(usd, 2) / usd + usd", "sum(e)", "min(e)", "max(a, 1)", "count(e > 1)",
    "t == 'x'", "p == true",
    "5 * 30s + secs", "log(usd / usd)", "1 - a", "min(usd, 5)", "src.heat * 2",
  ])
  func accepted(formula: String) {
    #expect(Reading.findings("v: |-\n  \(formula)\n") == [])
  }

  @Test(arguments: [
    ("usd + secs", "9-13 GV0204 the parts of `+` have one unit: `usd` is a number in usd, `secs` is a number in seconds"),
    ("usd < secs", "9-13 GV0204 the parts of `<` have one unit: `usd` is a number in usd, `secs` is a number in seconds"),
    ("a + t", "7-8 GV0203 `+` takes numbers: `a` is a number without unit, `t` is text"),
    ("a == t", "8-9 GV0203 the parts of `==` are of one type: `a` is a number without unit, `t` is text"),
    ("t < t", "7-8 GV0203 `<` compares numbers or times: `t` is text, `t` is text"),
    ("!a", "4-5 GV0203 `!` takes booleans; `a` is a number without unit"),
    ("a && p", "3-4 GV0203 `&&` takes booleans; `a` is a number without unit"), ("-t", "4-5 GV0203 `-` takes numbers; `t` is text"),
    ("a ? 1 : 2", "3-4 GV0203 `?` takes booleans; `a` is a number without unit"),
    ("log(usd)", "7-10 GV0204 `log` takes a number without unit; `usd` is a number in usd"),
    ("sqrt(usd)", "8-11 GV0204 `sqrt` takes a unit with even exponents; `usd` is a number in usd"),
    ("a / 0", "7-8 GV0208 a division by zero has no result: `0` is always 0"),
    ("a / (1 - 1)", "7-14 GV0208 a division by zero has no result: `(1 - 1)` is always 0"),
    ("sum(a)", "7-8 GV0209 `sum` of one value goes over all entities; `a` is one value for the tick, not one for each"),
    ("clamp(a, 1)", "3-8 GV0208 `clamp` takes three values, not 2"), ("mni(a, b)", "3-6 GV0207 there is no function `mni`"),
    ("usdd", "3-7 GV0202 `usdd` means nothing here"), ("src.hat", "3-10 GV0202 `src` has no field `hat`"),
    ("srk.heat", "3-11 GV0202 `srk` is no source"),
    ("src", "3-6 GV0202 `src` is a source; an expression uses one of its fields"), ("min", "3-6 GV0202 `min` is a function and is called"),
    ("a.x", "3-6 GV0202 `a` is a value and has no fields"),
    ("clamp(a, 2, 1)", "15-16 GV0111 the lower end of `clamp` is not above the higher; `2` is above `1`"),
    ("now + now", "9-12 GV0203 `+` adds a duration to a time: `now` is a time, `now` is a time"),
  ])
  func refused(formula: String, expected: String) {
    #expect(Reading.findings("v: |-\n  \(formula)\n") == ["2:" + expected])
  }

  @Test func spansInOtherScalars() {
    #expect(Reading.findings("v: 'a == ''x'' + zz'\n").map { $0.prefix(7) } == ["1:18-20"])
    #expect(Reading.findings("v: \"a\\u0020+ zz\"\n").map { $0.prefix(7) } == ["1:14-16"])
    #expect(Reading.findings("v: >-\n  a +\n  zz\n").map { $0.prefix(5) } == ["3:3-5"])
    #expect(Reading.findings("v: a + ${X} + zz\n", ["X": "b"]).map { $0.prefix(7) } == ["1:15-17"])
    #expect(Reading.findings("v: a + ${X}\n", ["X": "zz"]).map { $0.prefix(6) } == ["1:8-12"])
  }
}
