import Diagnostics
import Testing

@testable import Policy

/// Which way a formula goes when an input changes: `+` up, `-` down, `?` cannot be told, `=` stays.
@Suite struct DirectionTests {
  /// `x` was somewhere in [0, 1] and becomes 1.
  @Test(arguments: [
    // Arithmetic, and the signs of what stands beside.
    ("x", "+"), ("-x", "-"), ("1 - x", "-"), ("1 - (1 - x)", "+"), ("x + n", "+"), ("n - x", "-"), ("x * u", "+"), ("x * n", "?"),
    ("x * -w", "-"), ("x * 0", "="), ("x * w * n", "?"), ("(1 - x) * w * u", "-"), ("x / w", "+"), ("x / n", "?"), ("w / (x + 1)", "-"),
    ("w / x", "-"), ("-w / (x + 1)", "+"), ("w / (x - 3)", "-"), ("w / (x - 0.5)", "?"), ("x * x", "+"), ("x * (1 - x)", "-"),
    ("(x + 1) / (x + 1)", "?"), ("x - x", "?"), ("n * (1 - x) + 3 * u", "?"), ("w * (1 - x) + 3 * u", "-"),
    // What is left of a division.
    ("x % 2", "+"), ("x % 0.5", "?"), ("(x - 0.5) % 3", "+"), ("n % (x + 1)", "?"), ("(x * 10) % w", "?"),
    // Functions.
    ("abs(x)", "+"), ("abs(x - 1)", "-"), ("abs(x - 2)", "-"), ("abs(x - 0.5)", "+"), ("abs(x - 0.75)", "?"), ("sqrt(x)", "+"),
    ("exp(-x)", "-"), ("log(x + 1)", "+"), ("floor(x * 10)", "+"), ("ceil(1 - x)", "-"), ("round(x)", "+"), ("pow(x, 2)", "+"),
    ("pow(x - 1, 2)", "-"), ("pow(x - 0.5, 2)", "+"), ("pow(x - 0.75, 2)", "?"), ("pow(x - 0.5, 3)", "+"), ("pow(x + 1, -1)", "-"),
    ("pow(2, x)", "+"),
    ("pow(0.5, x)", "-"), ("pow(w, x)", "?"), ("pow(x + 1, u)", "+"), ("pow(n, x)", "?"),
    // Ends.
    ("min(x, u)", "+"), ("max(1 - x, u)", "-"), ("min(x, 1 - x)", "-"), ("min(x, 1.5 - x)", "?"), ("clamp(x, 0.2, 0.8)", "+"),
    ("clamp(x, 2, 3)", "="),
    ("clamp(u, 0, x)", "+"), ("clamp(clamp(1 - x, 0, 1) * 5, 1, 3)", "-"), ("clamp(clamp(x, 0, 0.5), 0.5, 1)", "="), ("max(x, 1)", "="),
    // Conditions on the input itself.
    ("x > 0.5 ? 1 : 0", "+"), ("x > 0.5 ? 0 : 1", "-"), ("x > 0.5 ? x : 0.5", "+"), ("x > 0.5 ? 0.5 : x", "+"), ("x > 0.5 ? 0.4 : x", "?"),
    ("x > 0.8 ? 0 : 1 - x", "-"), ("x > 2 ? 0 : x", "+"), ("x < 0.3 ? 0 : x < 0.6 ? 0.5 : 1", "+"),
    ("x < 0.3 ? 1 : x < 0.6 ? 0 : 0.5", "?"),
    ("x >= 1 ? n : n", "?"), ("x == 1 ? 1 : 0", "+"), ("x == 0.5 ? 1 : 0", "-"), ("x != 1 ? 1 : 0", "-"), ("!(x > 0.5) ? 1 : 0", "-"),
    ("x > 0.2 && x < 0.7 ? 0 : 1", "+"), ("x > 0.5 && u > 0.5 ? 2 : 1", "+"), ("x > 0.5 || q ? 1 : 2", "-"), ("x in [0, 0.5] ? 1 : 0", "-"),
    ("q ? x : 1 - x", "?"), ("q ? x : 2 * x", "+"), ("q ? x : 5", "+"), ("n > 0 ? x * n : 0", "+"), ("n > 0 ? 0 : x * n", "-"),
    ("w > 5 ? -x : x", "+"),
    // Gaps.
    ("x ?? 0", "+"), ("o ?? x", "+"), ("o ?? 1 - x", "-"), ("(x > 0.5 ? o : 1) ?? 0", "?"), ("log(1 - x) ?? 5", "?"),
    ("sqrt(1 - x) ?? 5", "-"), ("1 / (1 - x) ?? 0", "-"), ("1 / (1 - x) ?? 1.5", "?"),
    // Over the entities.
    ("sum(c) * x", "+"), ("sum(c * x)", "+"), ("mean(1 - c * x)", "-"), ("max(c * x)", "+"), ("count(c > x)", "-"), ("count(c)", "="),
    ("u / (1 + sum(c * x))", "-"),
  ]) func upToOne(_ formula: String, _ sign: String) throws {
    #expect(try Drifting.sign("\"\(formula)\"", Drifting.rising) == sign)
  }

  /// `x` was somewhere in [0, 1] and becomes 0.
  @Test(arguments: [
    ("x", "-"), ("1 - x", "+"), ("x * (1 - x)", "-"), ("abs(x)", "-"), ("abs(x - 0.5)", "+"), ("abs(x - 0.25)", "?"),
    ("x > 0.5 ? x : 0.5", "-"), ("x * n", "?"),
    ("x % 0.5", "-"), ("x * (x - 1)", "+"), ("clamp(x * 10, 1, 2)", "-"), ("w / x", "="), ("x == 0 ? 1 : 0", "+"),
  ]) func downToZero(_ formula: String, _ sign: String) throws {
    #expect(try Drifting.sign("\"\(formula)\"", Drifting.falling) == sign)
  }

  @Test(arguments: [
    ("{weights: {x: 0.4, u: 0.6}}", "+"), ("{weights: {x: -0.4, u: 0.6}}", "-"), ("{weights: {x: 0, u: 1}}", "="),
    ("{weights: {x: 0.4, u: 0.6}, clamp: [0, 1]}", "+"), ("{weights: {x: 0.4}, clamp: [0.5, 1]}", "="),
    ("{match: {of: t, A: x, B: 2}}", "+"), ("{match: {of: t, A: x, B: \"1 - x\"}}", "?"),
    ("{first_of: [{match: {of: t, A: x}}, \"1 - x\"]}", "?"), ("{first_of: [{match: {of: t, A: x}}, \"2 * x\", 0]}", "+"),
    ("{match: {of: \"x > 0.5 ? 'A' : 'B'\", A: 2, B: 1}}", "+"),
  ]) func forms(_ form: String, _ sign: String) throws {
    #expect(try Drifting.sign(form, Drifting.rising) == sign)
  }

  /// A text of any kind becomes `A`.
  @Test(arguments: [
    ("{match: {of: x, A: 0, B: 1}}", "-"), ("{match: {of: x, A: 2, B: 1}}", "+"), ("{match: {of: x, A: 1, B: 0, C: 2}}", "?"),
    ("\"x == 'A' ? 1 : 0\"", "+"), ("\"x == 'B' ? 1 : 0\"", "-"), ("\"x in ['B', 'C'] ? 1 : 0\"", "-"), ("\"x != 'A' ? n : n + w\"", "?"),
    ("{first_of: [{match: {of: x, A: 0.1}}, 0.5]}", "-"), ("{first_of: [{match: {of: x, B: 0.1}}, 0.5]}", "+"),
  ]) func texts(_ form: String, _ sign: String) throws {
    let drift = Drift(before: Bounds(0), after: Bounds(0), isSame: false, afterTexts: ["A"])
    #expect(try Drifting.sign(form, drift, x: .text) == sign)
  }

  /// `x` was there, in [0, 1], and is missing.
  @Test(arguments: [
    ("x", "="), ("x * 2 + n", "="), ("x ?? 0", "-"), ("x ?? 1", "+"), ("x ?? 0.5", "?"), ("1 - (x ?? 0)", "+"), ("(x ?? 0) * n", "?"),
    ("x ?? u", "?"), ("(x > 0.5 ? 1 : 0) ?? 1", "+"), ("q && x > 0.5 ? 1 : 0", "="), ("q ? x ?? 1 : 0", "+"),
  ]) func gone(_ formula: String, _ sign: String) throws {
    #expect(try Drifting.sign("\"\(formula)\"", Drifting.vanishing) == sign)
  }

  /// For some entities `x` is missing: an aggregate leaves them out.
  @Test(arguments: [
    ("sum(x)", "-"), ("100 - sum(x)", "+"), ("max(x)", "-"), ("min(x)", "+"), ("mean(x)", "?"), ("count(x)", "-"), ("count(x > 0.5)", "-"),
    ("sum(x ?? 1)", "+"), ("sum(c)", "="), ("sum(x - 2)", "+"),
  ]) func goneForSome(_ formula: String, _ sign: String) throws {
    #expect(try Drifting.sign("\"\(formula)\"", Drifting.vanishing, perEntity: true) == sign)
  }

  /// Nested ternaries are looked at again under their conditions; a policy of nothing else must not take for ever.
  @Test(.timeLimit(.minutes(5))) func deepTernariesAreCheap() throws {
    var formula = "x"
    for level in 1...30 { formula = "(x > 0.\(level) ? \(formula) : u > 0.\(level) ? \(formula.count < 400 ? formula : "x") : 1)" }
    _ = try Drifting.sign("\"\(formula)\"", Drifting.rising)
  }
}
