import Diagnostics
import Testing

@testable import Policy

/// Times, intervals, keys and secrets.
@Suite struct WordsTests {
  private func time(_ text: String, _ scale: TimeText.Scale = .seconds) -> Double? {
    let bytes = Array(text.utf8)
    return TimeText.parse(bytes.span, in: scale)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-01-28T10:00:00Z", 1_769_594_400), ("2024-02-29T00:00:00Z", 1_709_164_800),
      ("2000-02-29T12:00:00Z", 951_825_600), ("1969-12-31T23:59:59Z", -1), ("2026-01-28T11:00:00+01:00", 1_769_594_400),
      ("2026-01-28t04:30:00.25-05:30", 1_769_594_400.25), ("2016-12-31T23:59:60Z", 1_483_228_800), ("1769594400", 1_769_594_400),
      ("1769594400.5", 1_769_594_400.5), ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ] as [(String, Double)]) func times(_ text: String, _ expected: Double)
  {
    #expect(time(text) == expected)
  }

  @Test(arguments: [
    "", "now", "2026-01-28", "2026-01-28 10:00:00Z", "2026-01-28T10:00:00", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-28T24:00:00Z",
    "2026-01-28T10:60:00Z", "2026-01-28T10:00:61Z", "2026-01-28T10:00:00.Z", "2026-01-28T10:00:00+24:00", "2026-01-28T10:00:00+1:00",
    "2026-01-28T10:00:00Zx", "26-01-28T10:00:00Z", "-2026-01-28T10:00:00Z", "２026-01-28T10:00:00Z", "nan", "inf", " 5",
    "2026-01-28T10:00:00." + String(repeating: "0", count: 100) + "Z",
  ]) func noTimes(_ text: String) {
    #expect(time(text) == nil)
  }

  @Test func milliseconds() {
    #expect(time("1500", .milliseconds) == 1.5)
    #expect(time("1970-01-01T00:00:01Z", .milliseconds) == 1)
  }

  @Test(
    arguments: [
      ("[0, 1]", "[0, 1]"), ("(0, 1e12]", "(0, 1000000000000]"), ("[-1.5,2)", "[-1.5, 2)"), ("[ 1 , 1 ]", "[1, 1]"), ("(0,1)", "(0, 1)"),
      ("[1, 0]", nil), ("(1, 1]", nil), ("[0, inf]", nil), ("[nan, 1]", nil), ("0, 1", nil), ("[0; 1]", nil), ("[0, 1, 2]", nil), ("", nil),
      ("[", nil), ("[]", nil), ("[,]", nil), ("]0, 1[", nil),
    ] as [(String, String?)]) func intervals(_ text: String, _ expected: String?)
  {
    #expect(Interval(text: text)?.description == expected)
  }

  @Test func intervalsHoldTheirEndsAsWritten() throws {
    let interval = try #require(Interval(text: "(0, 1]"))
    #expect(!interval.contains(0) && interval.contains(1) && interval.contains(.leastNonzeroMagnitude))
    #expect(!interval.contains(.nan) && !interval.contains(.infinity) && !interval.contains(1.0.nextUp))
    #expect(interval.clamp(7) == 1 && interval.clamp(-3) == 0 && interval.clamp(0.5) == 0.5)
  }

  private func pattern(_ text: String) -> KeyPattern {
    let pieces = text.split(separator: "*", omittingEmptySubsequences: false).map { [KeyTemplate.Part.literal(String($0))] }
    let file = SourceFile(path: "p", text: "")
    return KeyPattern(
      KeyTemplate(parts: Array(pieces.joined(separator: [.entity("e")])), span: SourceSpan(startOf: file), placeholders: []))
  }

  @Test(arguments: [
    ("a", "a", true), ("a", "b", false), ("a:*", "a:b", true), ("a:*", "b:*", false), ("*:a", "b:*", true), ("a:*:x", "a:*:y", false),
    ("a:*", "*:a", true), ("a*", "a", true), ("*", "", true), ("a*b*c", "axc", false), ("a*b*c", "abc", true), ("é*", "e*", false),
    ("e*", "e\u{301}x", true), ("é", "e\u{301}", false), ("*a", "*b", false),
  ]) func overlaps(_ one: String, _ other: String, _ expected: Bool) {
    #expect(pattern(one).overlaps(pattern(other)) == expected)
    #expect(pattern(other).overlaps(pattern(one)) == expected)
  }

  @Test func secretsAreNeverShown() {
    let secret = Secret("hunter2")
    let file = SourceFile(path: "p", text: "")
    let connection = Connection(name: "redis", url: secret, span: SourceSpan(startOf: file))
    var dumped = ""
    dump(connection, to: &dumped)
    dump([secret], to: &dumped)
    let texts = [
      "\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", "\(Mirror(reflecting: secret).children.count)",
      String(describing: connection), String(reflecting: connection), dumped, "\(["a": secret])",
    ]
    for text in texts { #expect(!text.contains("hunter2")) }
    #expect(secret.revealed == "hunter2")
  }
}
