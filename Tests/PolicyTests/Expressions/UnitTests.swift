import Diagnostics
import Testing

@testable import Policy

/// Units through whole formulas, and the types that a place may want.
struct UnitTests {
  private static func type(_ formula: String, expected: ValueType? = nil) -> String {
    var bag = DiagnosticBag()
    var builder = Reading.names()
    guard let expression = Reading.expression("v: |-\n  \(formula)\n", into: &bag),
      let register = builder.compile(expression, expected: expected, into: &bag)
    else { return bag.sorted.map { "\($0.code.rawValue) \($0.message)" }.joined(separator: "; ") }
    return "\(builder.info(register).type)"
  }

  @Test(arguments: [
    ("usd * usd", "a number in usd^2"), ("usd / secs", "a number in usd/seconds"), ("1 / secs", "a number in 1/seconds"),
    ("usd / usd", "a number without unit"), ("sqrt(usd * usd)", "a number in usd"), ("usd * secs / secs", "a number in usd"),
    ("sqrt(usd)", "GV0204 `sqrt` takes a unit with even exponents; `usd` is a number in usd"),
    ("pow(usd, 3)", "a number in usd^3"), ("pow(usd, -1)", "a number in 1/usd"), ("pow(usd, 0)", "a number without unit"),
    ("pow(usd, 1 + 1)", "a number in usd^2"), ("pow(a, b)", "a number without unit"), ("pow(usd, 64)", "a number in usd^64"),
    ("pow(usd, 65)", "GV0004 the exponents of a unit stay within ±64: `usd` is a number in usd, and the exponent is `65`"),
    ("pow(usd, -65)", "GV0004 the exponents of a unit stay within ±64: `usd` is a number in usd, and the exponent is `-65`"),
    ("pow(usd, 1e300)", "GV0204 the exponent of a value with a unit is a whole constant: `usd` is a number in usd, `1e300` is not whole"),
    (
      "pow(usd, 64) * usd", "GV0004 the exponents of a unit stay within ±64: `pow(usd, 64)` is a number in usd^64, `usd` is a number in usd"
    ),
    (
      "1 / pow(usd, 64) / usd",
      "GV0004 the exponents of a unit stay within ±64: `1 / pow(usd, 64)` is a number in 1/usd^64, `usd` is a number in usd"
    ),
    (
      "pow(usd, a)",
      "GV0204 the exponent of a value with a unit is a whole constant: `usd` is a number in usd, `a` is not the same in every tick"
    ),
    (
      "pow(usd, 0.5)", "GV0204 the exponent of a value with a unit is a whole constant: `usd` is a number in usd, `0.5` is not whole"
    ),
    ("5% * usd", "a number in usd"), ("usd + 5", "a number in usd"), ("min(1, usd)", "a number in usd"), ("p ? 0 : usd", "a number in usd"),
    ("0 ?? usd", "a number in usd"), ("(1 + 2) * 3 + usd", "a number in usd"), ("-5 + usd", "a number in usd"),
    ("2 * 30s", "a number in seconds"),
    ("now - now", "a number in seconds"), ("now - 30s", "a time"), ("30s + now", "a time"), ("now + secs", "a time"),
    ("now - 30", "a time"),
    ("min(now, now - 1h)", "a time"), ("max(e)", "a number without unit"), ("count(e)", "a number without unit"),
    ("usd % 2", "a number in usd"),
    ("1e308 * 10", "GV0208 a number is at most 1.8e308; `1e308 * 10` is always larger"),
  ])
  func results(formula: String, expected: String) {
    #expect(Self.type(formula) == expected)
  }

  @Test(arguments: [
    ("5", ValueType.number(Unit(word: "usd")), "a number in usd"), ("1 + 2", .number(.seconds), "a number in seconds"),
    ("usd * 2", .number(Unit(word: "usd")), "a number in usd"), ("min(1, 2)", .number(Unit(word: "usd")), "a number in usd"),
    ("t", .text, "text"), ("a > 1", .boolean, "a boolean"), ("now", .time, "a time"),
    ("a", .number(Unit(word: "usd")), "GV0204 this place takes a number in usd; `a` is a number without unit"),
    ("30s", .number(Unit(word: "usd")), "GV0204 this place takes a number in usd; `30s` is a number in seconds"),
    ("usd", .text, "GV0203 this place takes text; `usd` is a number in usd"),
    ("'x'", .boolean, "GV0203 this place takes a boolean; `'x'` is text"),
    ("5", .time, "GV0203 this place takes a time; `5` is a number without unit"),
  ])
  func places(formula: String, wanted: ValueType, expected: String) {
    #expect(Self.type(formula, expected: wanted) == expected)
  }

  @Test(
    arguments: [
      ("usd + secs", "a number in seconds", "a number in usd", nil), ("secs < usd", "a number in usd", "a number in seconds", nil),
      ("a + usd", "a number in usd", "a number without unit", "if `a` is in usd, write `unit: usd` where it is declared"),
      ("now < 5", "a number without unit", "a time", "an age is the difference of two times: write `now - a_time < 30s`"),
      ("now == 'x'", "text", "a time", "a time comes from `now` or from a field of `type: time`"),
      ("5m - now", "a time", "a number in seconds", "the time stands first: write `time - duration`"),
      ("now - usd", "a number in usd", "a time", "a duration is a number in seconds, such as `30s`"),
      ("now * 2", "a number without unit", "a time", "the difference of two times is a number in seconds, and can be calculated with"),
    ] as [(String, String, String, String?)])
  func bothSides(formula: String, caption: String, label: String, help: String?) throws {
    let found = try #require(Reading.values("v: \(formula)\n").sorted.first)
    #expect(found.caption == caption)
    #expect(found.labels.map(\.text) == [label])
    #expect(found.help == help)
  }
}
