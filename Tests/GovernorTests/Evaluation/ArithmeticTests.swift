import Testing

@testable import Governor

/// Operators and functions over numbers, cell by cell.
struct ArithmeticTests {
  @Test(arguments: [
    ("a + b", "3 - w w- -f 4f"),
    ("a - b", "-1 - w w- -f 2f"),
    ("a * b", "2 - w w- -f 3f"),
    ("a / b", "0.5 - w w- -f 3f"),
    ("a % b", "1 - w w- -f 0f"),
    ("pow(a, b)", "1 - w w- -f 3f"),
    ("min(a, b)", "1 - w w- -f 1f"),
    ("max(a, b)", "2 - w w- -f 3f"),
    ("clamp(a, b, 2)", "2 - w w- -f 2f"),
    ("-a", "-1 - 3 - -f -3f"),
    ("abs(-a)", "1 - 3 - -f 3f"),
  ])
  func statesFlowThrough(formula: String, expected: String) throws {
    let table = Table(["a": "1 - 3 - -f 3f", "b": "2 2 w w 1 1"])
    // Of one operand, only its own states count.
    let own = expected.replacing("-1 - 3 -", with: formula == "-a" ? "-1 - -3 -" : "-1 - 3 -")
    #expect(try table(formula) == own)
  }

  @Test(arguments: [
    ("a / 3", "2 -2 0"), ("a % 4", "2 -2 0"), ("abs(a)", "6 6 0"), ("sqrt(a + 6)", "3.4641016151377544 0 2.449489742783178"),
    ("exp(a * 0)", "1 1 1"), ("log(exp(a))", "6 -6 0"), ("floor(a / 4)", "1 -2 0"), ("ceil(a / 4)", "2 -1 0"),
    ("round(a / 4)", "2 -2 0"), ("round(0.5 + a * 0)", "1 1 1"), ("round(-2.5 + a * 0)", "-3 -3 -3"), ("pow(a, 2)", "36 36 0"),
    ("clamp(a, -1, 1)", "1 -1 0"), ("min(a, 1, 0.5)", "0.5 -6 0"), ("max(a, 1, 0.5)", "6 1 1"),
    ("a * 5%", "0.30000000000000004 -0.30000000000000004 0"),
  ])
  func values(formula: String, expected: String) throws {
    #expect(try Table(["a": "6 -6 0"])(formula).replacing("-0 ", with: "0 ") == expected)
  }

  @Test(arguments: [
    "a / b", "a % b", "sqrt(-a)", "log(-a)", "log(b)", "exp(a * 1000)", "pow(b, -1)", "pow(-a, 0.5)", "a * 1e308 * 1e308",
    "a * 1e308 * 10 - a * 1e308 * 10", "clamp(a, a, b)", "-(a / b)", "min(a / b, 1)", "round(a / b)", "(a / b) > 1", "!(a / b > 1)",
    "a / b in [1, 2]", "a in [a / b]", "(a / b > 1) && true", "(a / b > 1) ? 1 : 2", "true ? a / b : 1",
  ])
  func whatHasNoFiniteResultIsAFault(formula: String) throws {
    #expect(try Table(["a": "1 2", "b": "0 -0.0"])(formula) == "-f -f")
  }

  @Test func aNumberFromOutsideThatIsNotFiniteIsAFault() throws {
    let table = Table(["a": "nan inf -inf 1", "x": "nan"])
    #expect(try table("a") == "-f -f -f 1")
    #expect(try table("a < 1") == "-f -f -f false")
    #expect(try table("a ?? 5") == "5f 5f 5f 1")
    #expect(try table("x != 1") == "-f")
    #expect(try table("sum(a)") == "1f")
  }

  @Test func aWeightedSumIsAddedInTheOrderWritten() throws {
    let table = Table(["a": "1e16 -1e16 - w", "b": "1 1 1 1", "x": "-1e16"])
    #expect(try table("{weights: {a: 1, b: 1, x: 1}}") == "0 -2e+16 - w")
    #expect(try table("{weights: {a: 1, x: 1, b: 1}}") == "1 -2e+16 - w")
    #expect(try table("{weights: {a: 1e308, b: 1}}") == "-f -f - w")
    #expect(try table("{weights: {b: 0.4, x: 0}, clamp: [0, 0.3]}") == "0.3 0.3 0.3 0.3")
  }
}
