import Testing

@testable import Governor

/// A value for the tick stands beside each entity; a tick may have no entity.
struct BroadcastTests {
  private static let formulas = [
    "a + x", "x - a", "a * x", "x / a", "x % a", "pow(x, a)", "a < x", "x >= a", "min(a, x, 3)", "max(x, a)", "clamp(a, x, 9)",
    "clamp(x, a, 9)",
    "clamp(x, 0, a)", "p && o", "o || p", "p ? x : a", "o ? a : x", "a ?? x", "x ?? a", "x in [a]", "a in [x]", "s == u", "u != s",
    "p ? s : u",
    "s ?? u", "u in [s, 'Z']", "{match: {of: u, U: a, V: x}}", "{match: {of: s, S: x}}", "{weights: {a: 2, x: 3}}",
    "{weights: {x: 2, a: 3}}",
  ]

  /// The same value for each entity gives what one for the tick gives.
  @Test(arguments: formulas, [("4", "true", "U"), ("-", "-", "-"), ("w", "w", "w"), ("-f", "-f", "-f"), ("4f", "falsef", "Uf")])
  func aTickValueIsTheSameForEach(formula: String, tick: (String, String, String)) throws {
    let (a, p, s) = ("1 2 - w -f", "true false - w -f", "S U - w -f")
    func five(_ cell: String) -> String { Array(repeating: cell, count: 5).joined(separator: " ") }
    let alone = Table(["a": a, "p": p, "s": s, "x": tick.0, "o": tick.1, "u": tick.2])
    // The columns that stood for the tick, now with a row for each entity.
    let spread = Table(["a": a, "p": p, "s": s, "b": five(tick.0), "q": five(tick.1), "t": five(tick.2)])
    let words = [("x", "b"), ("o", "q"), ("u", "t")]
    var renamed = " \(formula) "
    for (name, other) in words { renamed = renamed.replacing(try Regex("\\b\(name)\\b"), with: other) }
    #expect(try alone(formula) == (try spread(String(renamed.dropFirst().dropLast()))))
  }

  @Test(arguments: formulas)
  func noRows(formula: String) throws {
    let table = Table(["a": "", "p": "", "s": "", "x": "1", "o": "true", "u": "U"], rows: 0)
    #expect(try table(formula).isEmpty)
  }

  @Test func oneRow() throws {
    let table = Table(["a": "2", "x": "3"])
    #expect(try table("a * x") == "6")
    #expect(try table("x * x") == "9")
    #expect(try table("sum(a) * x") == "6")
  }

  @Test func tickValuesStaySingle() throws {
    let table = Table(["a": "1 2 3", "x": "3", "y": "-", "o": "true"])
    #expect(try table("x * 2 + (y ?? 1)") == "7")
    #expect(try table("o && x > 1") == "true")
    #expect(try table("5") == "5")
    #expect(try table("'x'") == "x")
  }
}
