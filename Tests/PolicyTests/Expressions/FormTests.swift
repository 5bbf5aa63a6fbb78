import Diagnostics
import Testing

@testable import Policy

/// Faults of `weights`, `match` and `first_of`, each with the smallest stretch that shows it.
struct FormTests {
  @Test(arguments: [
    "{weights: {a: 0.4, b: 1}}", "{weights: {usd: 0.4}, clamp: [0, 1]}", "{weights: {src.heat: 1}, clamp: [0, a]}",
    "{match: {of: t, A: usd, B: 5}}", "{match: {of: {first_of: [t, \"'x'\"]}, A: {weights: {a: 1}}}}",
    "{first_of: [{match: {of: t, A: 1}}, \"a > b ? 1 : 2\", 0.3]}", "{first_of: [usd]}", "{weights: {a: -1e3}}",
  ])
  func accepted(form: String) {
    #expect(Reading.findings("v: \(form)\n") == [])
  }

  @Test(arguments: [
    ("{weights: {a: 1}, wieghts: {b: 1}}", ["22-29 GV0107 `wieghts` is not a form of an expression"]),
    ("{weights: {a: 1}, clmap: [0, 1]}", ["22-27 GV0107 `clmap` is not a form of an expression"]),
    ("{match: {of: t, A: 1}, clamp: [0, 1]}", ["27-32 GV0107 `clamp` is not a form of an expression"]),
    ("{clamp: [0, 1]}", ["5-10 GV0107 `clamp` is not a form of an expression"]),
    ("{sum: {a: 1}}", ["5-8 GV0107 `sum` is not a form of an expression"]),
    ("{first_of: [a], match: {of: t, A: 1}}", ["20-25 GV0112 a mapping is one form: `first_of` or `match`"]),
    ("{}", ["4-6 GV0106 an expression is empty"]), ("~", ["4-5 GV0106 an expression is empty"]),
    ("[a, b]", ["4-10 GV0102 an expression is a text or a mapping, not a list"]),
    ("{weights: {}}", ["14-16 GV0106 `weights` is empty"]), ("{weights: [a]}", ["14-17 GV0102 `weights` takes a mapping, not a list"]),
    ("{weights: a}", ["14-15 GV0102 `weights` takes a mapping, not `a`"]), ("{match: {}}", ["12-14 GV0106 `match` is empty"]),
    (
      "{weights: {a: x1, b: [1], usd: 5%%, e: nan}}",
      [
        "18-20 GV0103 a weight is a finite number, not `x1`", "25-28 GV0103 a weight is a finite number, not a list",
        "35-38 GV0103 a weight is a finite number, not `5%%`", "43-46 GV0103 a weight is a finite number, not `nan`",
      ]
    ),
    (
      "{weights: {a + b: 1, a.b.c: 2}}",
      [
        "15-20 GV0201 a weight is given to a name, and `a + b` is none",
        "25-30 GV0201 a weight is given to a name, and `a.b.c` is none",
      ]
    ),
    ("{weights: {zz: 1}}", ["15-17 GV0202 `zz` means nothing here"]),
    ("{weights: {t: 1}}", ["15-16 GV0203 `weights` takes numbers; `t` is text"]),
    (
      "{weights: {a: 1, usd: 1}}",
      ["21-24 GV0204 the parts of `weights` have one unit: `a` is a number without unit, `usd` is a number in usd"]
    ),
    ("{weights: {a: 1}, clamp: 1}", ["29-30 GV0102 `clamp` takes a list of its two ends, not `1`"]),
    ("{weights: {a: 1}, clamp: [1]}", ["29-32 GV0102 `clamp` takes a list of its two ends, not a list of 1"]),
    ("{weights: {a: 1}, clamp: [1, 0]}", ["33-34 GV0111 the lower end of `clamp` is not above the higher; `1` is above `0`"]),
    (
      "{weights: {a: 1}, clamp: ['2 * 3', 50%]}",
      ["39-42 GV0111 the lower end of `clamp` is not above the higher; `2 * 3` (6) is above `50%` (0.5)"]
    ),
    (
      "{weights: {usd: 1}, clamp: [0, secs]}",
      ["35-39 GV0204 the parts of `clamp` have one unit: the sum of `weights` is a number in usd, `secs` is a number in seconds"]
    ),
    ("{match: {A: 1}}", ["5-10 GV0101 `match` needs `of`, the text that it looks at"]),
    ("{match: {of: t}}", ["5-10 GV0101 `match` needs at least one text beside `of`"]),
    ("{match: {of: a, A: 1}}", ["17-18 GV0203 `match` is over a text; `a` is a number without unit"]),
    ("{match: t}", ["12-13 GV0102 `match` takes a mapping, not `t`"]),
    (
      "{match: {of: t, A: 1, B: t}}",
      ["29-30 GV0203 the parts of `match` are of one type: `1` is a number without unit, `t` is text"]
    ),
    (
      "{match: {of: t, A: 1, B: usd, C: 30s}}",
      ["37-40 GV0204 the parts of `match` have one unit: `usd` is a number in usd, `30s` is a number in seconds"]
    ),
    ("{first_of: []}", ["15-17 GV0106 `first_of` has at least one part"]),
    ("{first_of: a}", ["15-16 GV0102 `first_of` takes a list, not `a`"]),
    ("{first_of: [a, ~]}", ["19-20 GV0106 an expression is empty"]),
    ("{first_of: [a, [b]]}", ["19-22 GV0102 an expression is a text or a mapping, not a list"]),
    (
      "{first_of: [{match: {of: t, A: usd}}, secs]}",
      ["42-46 GV0204 the parts of `first_of` have one unit: this `match` is a number in usd, `secs` is a number in seconds"]
    ),
    (
      "{first_of: [{weights: {zz: 1}}, {macth: {of: t}}]}",
      ["27-29 GV0202 `zz` means nothing here", "37-42 GV0107 `macth` is not a form of an expression"]
    ),
  ])
  func refused(form: String, expected: [String]) {
    #expect(Reading.findings("v: \(form)\n") == expected.map { "1:" + $0 })
  }

  @Test func bothEndsOfAClampAreShown() throws {
    let found = try #require(Reading.values("v: {weights: {usd: 1}, clamp: [0, 30s]}\n").sorted.first)
    #expect(found.caption == "a number in seconds")
    #expect(found.labels.map(\.text) == ["a number in usd"])
    // The label marks the weights and not the clamp beside them.
    #expect(found.labels.map(\.span.start.column) == [5])
    #expect(found.labels.map(\.span.end.column) == [22])
  }
}
