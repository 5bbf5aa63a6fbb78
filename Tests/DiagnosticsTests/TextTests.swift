import Diagnostics
import Testing

@Suite struct TextTests {
  @Test(
    arguments: [
      ("evry", ["every", "mode"], "every"), ("stale_atfer", ["stale_after"], "stale_after"), ("MODE", ["mode"], "mode"), ("x", ["ab"], nil),
      ("x", ["y"], nil), ("ab", ["ac"], "ac"), ("ab", ["cd"], nil), ("mode", ["mode"], nil), ("", ["a", ""], nil), ("heat", [], nil),
      ("kafka", ["static", "redis_hash"], nil), ("größe", ["grösse"], "grösse"),
    ] as [(String, [String], String?)]) func suggestion(_ name: String, _ candidates: [String], _ expected: String?)
  {
    #expect(Suggestion.nearest(to: name, among: candidates) == expected)
  }

  /// A long hostile name costs nothing.
  @Test func aLongNameHasNoSuggestion() {
    let long = String(repeating: "a", count: 100_000)
    #expect(Suggestion.nearest(to: long, among: [long + "b", "a"]) == nil)
  }

  @Test(arguments: [
    ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("é日🙂", "\"é日🙂\""),
    ("\u{2028}", #""\u2028""#), ("", "\"\""),
  ]) func jsonString(_ text: String, _ expected: String) {
    #expect(JSONText.string(text) == expected)
  }

  @Test func jsonObject() {
    #expect(JSONText.object([("a", "1"), ("b\"", JSONText.string("x"))]) == #"{"a":1,"b\"":"x"}"#)
    #expect(JSONText.object([(String, String)]()) == "{}")
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "abc…"), ("", 0, ""), ("\n\t\r", 9, "\\n\\t\\r"), ("\u{1B}[0m", 9, "\\u{1b}[0m"),
    ("\u{202E}", 9, "\\u{202e}"), ("\u{2028}", 9, "\\u{2028}"), ("e\u{301}", 9, "e\u{301}"),
  ]) func shown(_ text: String, _ limit: Int, _ expected: String) {
    #expect(text.shown(limit: limit) == expected)
  }

  @Test func everyCodeHasATitleAndANameOfItsOwn() {
    let codes = DiagnosticCode.allCases
    #expect(Set(codes.map(\.rawValue)).count == codes.count)
    #expect(Set(codes.map(\.title)).count == codes.count)
    for code in codes { #expect(!code.title.isEmpty && code.rawValue.wholeMatch(of: /GV\d{4}/) != nil) }
  }

  @Test(arguments: [
    ("a\nb\r\nc\rd", ["a", "b", "c", "d"]), ("", [""]), ("a\n", ["a", ""]), ("\u{FEFF}a", ["a"]), ("a\u{85}b\u{2028}c", ["a", "b", "c"]),
  ]) func lines(_ text: String, _ expected: [String]) {
    let file = SourceFile(path: "p", text: text)
    #expect(file.lines.map(String.init) == expected)
    #expect(file.line(0) == nil && file.line(expected.count + 1) == nil)
  }

  @Test(arguments: [(0, 1, 1), (2, 1, 3), (4, 2, 1), (6, 2, 2), (99, 2, 2), (-5, 1, 1)])
  func positionOfByte(_ byte: Int, _ line: Int, _ column: Int) {
    #expect(SourceFile(path: "p", text: "ab\r\né").position(ofByte: byte) == SourcePosition(line: line, column: column))
  }
}
