import Foundation
import Policy
import TestSupport
import Testing

@Suite struct NumberTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", -0.0), ("1e5", 1e5), (".5", 0.5), ("5.", 5), ("+1", 1), ("1E-2", 0.01), ("1e-400", 0), ("0e99999", 0),
      ("9007199254740993", 9_007_199_254_740_992), ("123456789012345678901234567890", 1.2345678901234568e29),
      ("0.1", 0.1), ("1" + String(repeating: "0", count: 300), 1e300),
      (String(repeating: "0", count: 500) + "7", 7), ("4.9e-324", Double.leastNonzeroMagnitude),
      ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
    ] as [(String, Double)]) func numbers(_ text: String, _ expected: Double)
  {
    #expect(NumberText.parse(text)?.bitPattern == expected.bitPattern)
  }

  @Test(arguments: [
    "", " 1", "1 ", "1_000", "nan", "NaN", "inf", "-inf", "infinity", "0x10", "0x1p3", "1e400", "-1e400", "1e", "1e+", "e5", ".", "+", "-",
    "--1", "1.2.3", "1,5", "١", "1\u{0}", "1f", "0b1", "½", "1e5.0", "\n1", String(repeating: "9", count: 5000),
  ]) func noNumbers(_ text: String) {
    #expect(NumberText.parse(text) == nil)
  }

  /// Held against C's reader over many random doubles, and random texts of its grammar.
  @Test func agreesWithStrtod() {
    var random = SeededRandom(seed: 28)
    for _ in 0..<40_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      let text = "\(value)"
      if NumberText.parse(text)?.bitPattern != value.bitPattern { Issue.record("\(text)") }
      if NumberText.parse(NumberFormat.text(value))?.bitPattern != value.bitPattern { Issue.record("format \(text)") }
    }
    for _ in 0..<40_000 {
      let digits = (0..<Int.random(in: 1...25, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
      let point = Int.random(in: 0...digits.count, using: &random)
      let text = digits.prefix(point) + "." + digits.dropFirst(point) + "e\(Int.random(in: -340...310, using: &random))"
      let expected = unsafe strtod(String(text), nil)
      if NumberText.parse(text)?.bitPattern != (expected.isFinite ? expected.bitPattern : nil) { Issue.record("\(text)") }
    }
  }

  /// What Python's `repr` writes, which wrote these fields before.
  @Test(arguments: [
    (1528, "1528.0"), (0.38480000000000003, "0.38480000000000003"), (1e16, "1e+16"), (9_500_000_000_000_000, "9500000000000000.0"),
    (1e-05, "1e-05"), (0.0001, "0.0001"), (-0.0, "-0.0"), (Double.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (1.8014398509481984e16, "1.8014398509481984e+16"), (0, "0.0"), (-1.5, "-1.5"), (123_456_789.123, "123456789.123"),
    (9_007_199_254_740_992, "9007199254740992.0"), (1e22, "1e+22"), (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000.0"),
    (9_999_999_999_999_998, "9999999999999998.0"), (-1e100, "-1e+100"), (1.2e-7, "1.2e-07"), (0.00012345, "0.00012345"),
    (9.999e-05, "9.999e-05"), (100, "100.0"), (1e9, "1000000000.0"),
  ]) func formats(_ value: Double, _ expected: String) {
    #expect(NumberFormat.text(value) == expected)
    var bytes: [UInt8] = []
    NumberFormat.append(value, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("30s", 30), ("500ms", 0.5), ("700ms", 0.7), ("1h30m", 5400), ("1d", 86_400), ("0s", 0), ("1.5h", 5400), ("1m30s", 90), ("0.1s", 0.1),
      ("1d2h3m4s5ms", 93784.005),
    ] as [(String, Double)]) func durations(_ text: String, _ expected: Double)
  {
    #expect(DurationText.seconds(text) == expected)
  }

  @Test(arguments: [
    "", "30", "s", "-5s", "+5s", "5 s", "1s1m", "1s2s", "1w", "5S", "1.2.3s", "1e3s", "nans", "infs", "٣s", "30ss", "5s ", "1h-5m",
  ])
  func noDurations(_ text: String) {
    #expect(DurationText.seconds(text) == nil)
  }

  @Test(arguments: [(900, "15m"), (5400, "1h30m"), (0.5, "0.5s"), (0, "0s"), (86_400, "1d"), (90, "1m30s"), (1e300, "1e+300s")])
  func durationText(_ seconds: Double, _ expected: String) {
    #expect(DurationText.text(seconds) == expected)
  }
}
