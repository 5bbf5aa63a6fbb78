import Diagnostics
import Testing

/// Workflow commands, as the runner of GitHub Actions reads them.
@Suite struct GitHubReportTests {
  private typealias Samples = ReportSamples

  private func lines(_ entries: ReportEntry...) -> [String] {
    ReportFormat.github.text(of: Report(entries), version: "1").split(separator: "\n").map(String.init)
  }

  @Test func aFindingIsACommandWithItsPlace() {
    var finding = Diagnostic(.unknownField, "`x` is unknown", at: Samples.span((2, 1), (2, 3)), caption: "here", help: "h", notes: ["n"])
    finding = finding.pointing(to: Samples.span((3, 1), (3, 2)), "other")
    #expect(
      lines(Samples.entry(finding)).first
        == "::error file=policies/a b%2Cc%3Ad.yaml,line=2,endLine=2,col=1,endColumn=3,title=GV0107%3A only known fields are written"
        + "::`x` is unknown (here)%0A./policies/a b,c:d.yaml:3:1: other%0Ahelp: h%0Anote: n")
  }

  /// The runner refuses columns beside different lines.
  @Test func aStretchOfSeveralLinesHasNoColumns() {
    let line = lines(Samples.entry(Diagnostic(.wrongType, "m", at: Samples.span((1, 3), (2, 2)))))[0]
    #expect(line.contains(",line=1,endLine=2,title="))
  }

  @Test func standardInputAndNoPlaceHaveNoFile() {
    let piped = SourceFile(path: SourceFile.standardInput, text: "a: 1")
    let input = lines(Samples.entry(Diagnostic(.wrongType, "m", at: Samples.span((1, 1), (1, 2), in: piped))))[0]
    #expect(input.hasPrefix("::error line=1,endLine=1,col=1,endColumn=2,title="))
    #expect(lines(Samples.entry(Diagnostic(.fileUnreadable, "m", at: nil)))[0].hasPrefix("::error title=GV0001%3A "))
  }

  @Test func theWorstComeFirstAcrossPolicies() {
    let first = Samples.entry(Samples.finding(.note, "1"), Samples.finding(.warning, "2", line: 2), Samples.finding(.error, "3", line: 3))
    let second = Samples.entry(Samples.finding(.error, "4"), Samples.finding(.note, "5"), path: "b")
    let kinds = lines(first, second).dropLast().map { String($0.prefix { $0 != " " }) + ($0.last.map(String.init) ?? "") }
    #expect(kinds == ["::error3", "::error4", "::warning2", "::notice1", "::notice5"])
  }

  /// Ten of a kind are shown; a notice that comes before the other notices tells of the rest, and takes a place of its own.
  @Test(arguments: [(10, 10, 10, nil), (11, 12, 3, "1 more error, 2 more warnings:"), (1, 1, 11, "2 more notes:")])
  func whatIsNotShownIsCounted(_ errors: Int, _ warnings: Int, _ notes: Int, _ told: String?) {
    let kinds = [(Severity.error, errors), (.warning, warnings), (.note, notes)]
    let findings = kinds.flatMap { kind in (0..<kind.1).map { Samples.finding(kind.0, "\(kind.0) \($0)") } }
    let lines = lines(ReportEntry(path: "a", findings: DiagnosticBag(findings)))
    let notice = lines.first { $0.hasPrefix("::notice title=Not all findings are shown::") }
    #expect((notice == nil) == (told == nil))
    if let notice, let told {
      #expect(notice.contains(told))
      #expect(lines.firstIndex(of: notice) == errors + warnings)
    }
    #expect(lines.count == errors + warnings + notes + 1 + (told == nil ? 0 : 1))
  }

  /// No word of the user can begin a line, or end a command.
  @Test func hostileTextStaysInItsCommand() {
    let file = SourceFile(path: Samples.hostile, text: Samples.hostile)
    let place = Samples.span((1, 1), (1, 2), in: file)
    let finding = Diagnostic(
      .wrongType, Samples.hostile, at: place, caption: Samples.hostile, help: Samples.hostile, notes: [Samples.hostile])
    let lines = lines(Samples.entry(finding.pointing(to: place, Samples.hostile)))
    #expect(lines.count == 2 && lines[0].hasPrefix("::error file=a\\u{1b}[31m\\u{0}\\u{8}\\r\\n%3A%3Aerror%3A%3Ax %250A 100%25 ##"))
    #expect(lines[1] == "1 policy: 0 good, 1 bad; 1 error")
    for scalar in lines.joined().unicodeScalars { #expect(scalar.properties.generalCategory != .control && scalar.value != 0x202E) }
  }
}
