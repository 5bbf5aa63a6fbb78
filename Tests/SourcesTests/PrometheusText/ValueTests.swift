import TestSupport
import Testing

@testable import Sources

@Suite struct ValueTests {
  @Test(arguments: [
    ("1", 1), ("+1", 1), ("-1", -1), ("0", 0), ("1.", 1), (".5", 0.5), ("-.5e1", -5), ("1e3", 1000), ("1E+3", 1000), ("1e-3", 0.001),
    ("12.47", 12.47), ("1.7560473e+07", 17_560_473), ("1.458255915e9", 1_458_255_915), ("Inf", Double.infinity),
    ("+Inf", Double.infinity), ("-Inf", -Double.infinity), ("infinity", Double.infinity), ("-INFINITY", -Double.infinity),
    ("0.1", 0.1), ("0.30000000000000004", 0.30000000000000004), ("9007199254740993", 9007199254740992),
    ("9007199254740995", 9007199254740996),
    ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("1.7976931348623158e308", Double.greatestFiniteMagnitude),
    ("5e-324", Double.leastNonzeroMagnitude), ("2.5e-324", Double.leastNonzeroMagnitude), ("2.4e-324", 0), ("1e-400", 0),
    ("1e-99999999999999999999", 0), ("0e99999999999999999999", 0),
    ("2.2250738585072011e-308", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)), ("000000000000000000000000000001.50", 1.5),
    ("0.000000000000000000000000000000000001e36", 1), ("123456789012345678901234567890", 1.2345678901234568e29),
    ("17976931348623157081452742373170435679807056752584499659891747680315e241", Double.greatestFiniteMagnitude),
  ])
  func reads(_ text: String, _ value: Double) throws {
    #expect(try one("m \(text)\n") == value)
  }

  @Test func readsNotANumber() throws {
    #expect(try one("m NaN").isNaN)
    #expect(try one("m nan").isNaN)
  }

  @Test func keepsTheSignOfZero() throws {
    #expect(try one("m -0").sign == .minus)
    #expect(try one("m -1e-999").sign == .minus)
    #expect(try one("m 0.0").sign == .plus)
  }

  @Test(arguments: [
    "x", "+", "-", ".", "e5", "1e", "1e+", "--1", "1.2.3", "0x1", "0x1p3", "1p3", "1_000", "+NaN", "-nan", "infin", "1f", "1,5", "١",
    "1e5.0", "NaN0", "inf1", "\u{1}1", "1\0", "0b1", "1{", "1\r",
  ])
  func refuses(_ text: String) {
    #expect(throws: PrometheusTextError.self) { try one("m \(text) 5\n") }
    // Nobody asks for it: still an error.
    #expect(throws: PrometheusTextError.self) { try PrometheusText.find([], in: Array("m \(text) 5\n".utf8)) }
  }

  @Test(arguments: ["1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999", "1" + String(repeating: "0", count: 309)])
  func overflowIsNoInfinity(_ text: String) {
    #expect(throws: PrometheusTextError.self) { try one("m \(text)\n") }
    #expect(throws: PrometheusTextError.self) { try PrometheusText.find([], in: Array("m \(text)\n".utf8)) }
  }

  /// Against the printed form of Swift, which reads back as the same bits.
  @Test func everyDoubleComesBack() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(try one("m \(value)\n") == value)
      let small = Double(Int64(truncatingIfNeeded: random.next()) >> 20) / 1000
      #expect(try one("m \(small)\n") == small)
    }
  }

  @Test(arguments: [
    ("0", 0), ("-3982045", -3_982_045), ("+5", 5), ("1395066363000", 1_395_066_363_000), ("9223372036854775807", Int64.max),
    ("-9223372036854775808", Int64.min),
  ])
  func readsTimestamps(_ text: String, _ value: Int64) throws {
    let found = try PrometheusText.find([SeriesSelector(name: "m")], in: Array("m 1 \t\(text) \t\n".utf8))
    #expect(found == [.found(PrometheusSample(value: 1, timestampMilliseconds: value))])
  }

  @Test(arguments: ["1.5", "1e3", "x", "-", "+", "9223372036854775808", "-9223372036854775809", "1 2", "# {a=\"b\"} 1", "1 # {a=\"b\"} 1"])
  func refusesTimestamps(_ text: String) {
    #expect(throws: PrometheusTextError.self) { try one("m 1 \(text)\n") }
  }

  private func one(_ text: String) throws -> Double {
    let found = try PrometheusText.find([SeriesSelector(name: "m")], in: Array(text.utf8))
    guard case .found(let sample) = found.first else { throw NotFound() }
    return sample.value
  }

  private struct NotFound: Error {}
}
