import Testing

@testable import Simulation

/// Numbers with a tolerance.
@Suite struct ExpectedValueTests {
  @Test(
    "which numbers are near enough",
    arguments: [
      ("1348", 1347.9999999999998, true), ("1348", 1348.00001, false), ("0", 0, true), ("0", 1e-13, true), ("0", 1e-9, false),
      ("1348 ±0.01", 1348.01, true), ("1348 ±0.01", 1348.011, false), ("100 +- 1%", 101, true), ("100±1%", 101.1, false),
      ("-5 ±0", -5, true), ("-5 ±0", -5.001, false), ("0.3 ±0", 0.1 + 0.2, true), ("-100 ±1%", -99, true),
    ])
  func near(_ text: String, _ value: Double, _ isNear: Bool) throws {
    guard case .number(let expected, let tolerance) = ExpectedValue.number(text) else {
      Issue.record("no number")
      return
    }
    #expect(tolerance.allows(value, insteadOf: expected) == isNear)
  }

  @Test("what is no number", arguments: ["", "±1", "1 ±", "1 ±-1", "1 ±1 ±1", "1 2", "nan", "1 ±%", "inf", "1e400", "30s"])
  func none(_ text: String) {
    #expect(ExpectedValue.number(text) == nil)
  }

  @Test func aDurationCanBeWrittenAsOne() {
    guard case .number(90, _) = ExpectedValue.number("1m30s", allowsDuration: true) else {
      Issue.record("not 90 seconds")
      return
    }
  }
}
