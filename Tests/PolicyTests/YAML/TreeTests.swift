import Diagnostics
import Foundation
import Testing

@testable import Policy

@Suite struct TreeTests {
  private func parse(_ text: String) -> (node: Node?, codes: [DiagnosticCode]) {
    var bag = DiagnosticBag()
    let node = YAMLDocument.parse(SourceFile(path: "p", text: text), into: &bag)
    return (node, bag.sorted.map(\.code))
  }

  private func value(_ key: String, in node: Node?) -> Node? {
    guard case .mapping(let entries) = node?.content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  private func place(_ span: SourceSpan?) -> String {
    span.map { "\($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" } ?? "none"
  }

  @Test(arguments: [
    ("a: 1\nb: 2", "2:4-2:5"), ("a: 1\r\nb: 2", "2:4-2:5"), ("\u{FEFF}a: 1\nb: 2", "2:4-2:5"), ("é: 1\nb: 日本", "2:4-2:6"),
    ("{é日: 1, b: 2}", "1:12-1:13"), ("b: \"x\\n\"", "1:4-1:9"), ("b: {x: 1}", "1:4-1:10"), ("b:\n  x: 1\n\nc: 2", "2:3-2:7"),
    ("b:", "1:3-1:3"),
    ("b: [1,\n 2]", "1:4-2:4"), ("b: [] ", "1:4-1:6"),
  ]) func spans(_ text: String, _ expected: String) {
    #expect(place(value("b", in: parse(text).node)?.span) == expected)
  }

  @Test(
    arguments: [
      ("a: 1\na: 2", [.duplicateKey]), ("a: *x", [.unknownAlias]), ("a: !t 1", [.tagRefused]), ("a: !!int 1", [.tagRefused]),
      ("a: 1\n---\nb: 2", [.severalDocuments]), ("", [.emptyValue]), ("# c\n", [.emptyValue]), ("\u{FEFF}", [.emptyValue]),
      ("a: &a [*a]", [.unknownAlias]), ("<<: 1", [.mergeFault]), ("<<: [1]", [.mergeFault]), ("[a]: 1", [.keyNotText]),
      ("a: [", [.yamlSyntax]), ("a: \u{0}", [.yamlSyntax]), ("\t", []), ("a: @x", [.yamlSyntax]), ("%YAML 9.9\n---\na: 1", [.yamlSyntax]),
      ("a: &x {k: 1}\nb: {<<: *x, k: 2}", []), ("a: ! 1", []),
    ] as [(String, [DiagnosticCode])]) func findings(_ text: String, _ expected: [DiagnosticCode])
  {
    let codes = parse(text).codes
    #expect(text == "\t" ? codes.count == 1 : codes == expected)
  }

  @Test func aMergedKeyGivesWayToAWrittenOneAndTheFirstOfSeveralWins() {
    let node = parse("one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nb:\n  <<: [*one, *two]\n  a: 3").node
    let merged = value("b", in: node)
    #expect(["a", "b", "c"].map { value($0, in: merged)?.scalar?.text } == ["3", "1", "2"])
  }

  /// Each is refused, and at once.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      String(repeating: "[", count: 1_000_000), String(repeating: "{a: ", count: 250_000), String(repeating: "- ", count: 500_000),
      String(repeating: "? ", count: 500_000), "a: [" + String(repeating: "1,", count: 60_000) + "]",
      String(repeating: "a", count: 2_000_000),
      "a: &a x\nb: [" + String(repeating: "*a,", count: 101) + "]",
      "a: &a " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "\nb: " + String(repeating: "[", count: 40) + "*a"
        + String(repeating: "]", count: 40),
    ]) func limits(_ text: String)
  {
    let result = parse(text)
    #expect(result.node == nil)
    #expect(result.codes == [.limitExceeded])
  }

  @Test func whatIsJustWithinTheLimitsIsRead() {
    #expect(parse("a: " + String(repeating: "[", count: 63) + String(repeating: "]", count: 63)).node != nil)
    #expect(parse("a: &a x\nb: [" + String(repeating: "*a,", count: 100) + "]").node != nil)
    #expect(parse("a: \"" + String(repeating: "x", count: 1_048_000) + "\"").node != nil)
  }

  /// The place of a word in the value is the place where it is written.
  @Test(arguments: [
    ("a: one two", "two", "1:8-1:11"), ("a: 'it''s two'", "two", "1:11-1:14"), ("a: \"\\u00e9 \\n two\"", "two", "1:15-1:18"),
    ("a: \"\\x41two\"", "two", "1:9-1:12"), ("a: >\n  one\n  two", "two", "3:3-3:6"), ("a: |\n  one\n  two\n", "two", "3:3-3:6"),
    ("a: one\n  two", "two", "2:3-2:6"), ("a: \"one\n  two\"", "two", "2:3-2:6"), ("a: é日 two", "two", "1:7-1:10"),
    ("{k: é, a: one two}", "two", "1:15-1:18"), ("a: \"é\\\\ two\"", "two", "1:9-1:12"), ("a: \"one \\\n  two\"", "two", "2:3-2:6"),
    ("a: ${V} two", "two", "1:9-1:12"), ("a: '${V}''two'", "two", "1:11-1:14"), ("a: ${V} x", "value", "1:4-1:8"),
    ("a: $$ two", "two", "1:7-1:10"),
    ("a: |\n  ${V}\n  two", "two", "3:3-3:6"),
  ]) func scalarSpans(_ text: String, _ word: String, _ expected: String) throws {
    var interpolator = Interpolator(environment: PolicyEnvironment(["V": "value"]))
    let node = interpolator.resolve(try #require(parse(text).node))
    let scalar = try #require(value("a", in: node)?.scalar)
    let range = try #require(scalar.text.range(of: word))
    let start = scalar.text.utf8.distance(from: scalar.text.startIndex, to: range.lowerBound)
    #expect(place(scalar.span(of: start..<start + word.utf8.count)) == expected)
  }
}
