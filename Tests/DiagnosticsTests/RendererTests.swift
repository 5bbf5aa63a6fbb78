import Diagnostics
import Testing

/// What a person sees of a finding.
@Suite struct RendererTests {
  private func shown(_ text: String, _ start: (Int, Int), _ end: (Int, Int), message: String = "m", caption: String? = nil) -> [String] {
    let file = SourceFile(path: "p.yaml", text: text)
    let span = SourceSpan(
      file: file, start: SourcePosition(line: start.0, column: start.1), end: SourcePosition(line: end.0, column: end.1))
    return DiagnosticRenderer().render(Diagnostic(.wrongType, message, at: span, caption: caption))
      .split(separator: "\n").map(String.init)
  }

  /// The marks stand below what they mark, counted in the cells of a terminal.
  @Test(arguments: [
    ("é: 1", 4, 5, "   |    ^"),
    ("e\u{301}: 1", 5, 6, "   |    ^"),
    ("日本: 1", 5, 6, "   |       ^"),
    ("x: 日本", 4, 6, "   |    ^^^^"),
    ("\tx: 1", 2, 3, "   | \t^"),
    ("a: 🙂!", 4, 5, "   |    ^^"),
    ("a: b", 5, 5, "   |     ^"),
    ("a: b", 90, 95, "   |     ^"),
    ("", 1, 1, "   | ^"),
  ]) func marks(_ line: String, _ start: Int, _ end: Int, _ expected: String) {
    #expect(shown(line, (1, start), (1, end)).last == expected)
  }

  @Test func aSpanOfSeveralLinesIsMarkedToTheEndOfItsFirst() {
    #expect(shown("a: [1,\n  2]", (1, 4), (2, 5)) == ["error[GV0103]: m", "  --> p.yaml:1:4", "   |", " 1 | a: [1,", "   |    ^^^"])
  }

  @Test func aPlaceBehindTheLastLineHasNoExcerpt() {
    #expect(shown("a: 1", (9, 1), (9, 1)) == ["error[GV0103]: m", "  --> p.yaml:9:1"])
  }

  @Test func twoLinesBeforeAreShownAndEmptyOnesLeftOut() {
    #expect(shown("a: 1\n\nb: 2\nc: 3", (4, 1), (4, 2), caption: "here").suffix(3) == [" 3 | b: 2", " 4 | c: 3", "   | ^ here"])
  }

  /// Escapes, carriage returns and marks that turn the direction of text stay in the file.
  @Test func nothingThatATerminalActsOnIsShown() {
    let hostile = "a\u{1B}[31m\u{7}\u{9B}\u{202E}\u{2066}\u{200B}\u{0}b"
    let file = SourceFile(path: "p\u{1B}]0;x\u{7}.yaml", text: hostile)
    var finding = Diagnostic(
      .wrongType, hostile, at: SourceSpan(startOf: file), caption: hostile, help: hostile, notes: [hostile])
    finding = finding.pointing(to: SourceSpan(startOf: file), hostile)
    for scalar in DiagnosticRenderer().render(finding).unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
    }
  }

  @Test func aLongLineIsCutRoundItsMark() {
    let lines = shown(String(repeating: "x", count: 100_000) + "日y", (1, 100_001), (1, 100_002))
    #expect(lines.allSatisfy { $0.count < 200 })
    #expect(lines.suffix(2).first?.contains("…") == true)
    #expect(lines.last?.hasSuffix(" ^^") == true)
  }

  @Test(arguments: [
    "redis: redis://:hunter2@h/0", "x: [redis://u:hunter2@h, http://u:hunter2@h]", "redis: redis://:hun/hunter2@h",
    "redis: \"redis://:a hunter2@h\"", "redis: redis://:p@hunter2@h", "u: redis://h/0?PASSWORD=hunter2", "u: ${R:-redis://:hunter2@h}",
  ]) func passwordsAreCovered(_ line: String) {
    let file = SourceFile(path: "p.yaml", text: line)
    let span = SourceSpan(startOf: file)
    let finding = Diagnostic(.wrongType, "`\(line)`", at: span, caption: line, help: line, notes: [line]).pointing(to: span, line)
    let shown = DiagnosticRenderer().render(finding)
    #expect(!shown.contains("hunter2"))
    #expect(!finding.message.contains("hunter2"))
  }

  @Test(arguments: ["url: http://localhost:8056/metrics", "mail: ops@example.org", "a: b  # see http://h/x, ask @ops"])
  func whatHoldsNoPasswordIsShown(_ line: String) {
    #expect(shown(line, (1, 1), (1, 2)).contains(" 1 | \(line)"))
  }
}
