import Diagnostics
import Testing

/// What is the same for all formats: verdicts, exit codes, counts.
@Suite struct ReportTests {
  private typealias Samples = ReportSamples

  private static let unreadable = Diagnostic(.fileUnreadable, "cannot read `x`", at: nil)

  @Test(arguments: [
    ([], false, Report.Status.passed), ([Samples.finding(.note)], true, .passed), ([Samples.finding(.warning)], false, .passed),
    ([Samples.finding(.warning)], true, .failed), ([Samples.finding(.error)], false, .failed), ([unreadable], false, .incomplete),
    ([Diagnostic(.nothingToCheck, "m", at: nil)], false, .incomplete),
  ]) func statusOfOne(_ findings: [Diagnostic], _ isStrict: Bool, _ status: Report.Status) {
    #expect(Report([ReportEntry(path: "a", findings: DiagnosticBag(findings))], isStrict: isStrict).status == status)
  }

  @Test func whatCouldNotBeCheckedOutweighsFaults() {
    let report = Report([Samples.entry(Samples.finding()), ReportEntry(path: "x", findings: DiagnosticBag([Self.unreadable]))])
    #expect(report.status == .incomplete && report.status.rawValue == 2)
    #expect(report.summary == "2 policies: 0 good, 1 bad, 1 not checked; 2 errors")
  }

  @Test func summaryOverSeveral() {
    let entries = [
      Samples.entry(), Samples.entry(Samples.finding(.warning), Samples.finding(.warning, "n"), path: "b"),
      Samples.entry(Samples.finding(.error, "e"), path: "c"),
    ]
    #expect(Report(entries).summary == "3 policies: 2 good (1 with warnings), 1 bad; 1 error, 2 warnings")
    #expect(Report(entries, isStrict: true).summary == "3 policies: 1 good, 1 refused by --strict, 1 bad; 1 error, 2 warnings")
    #expect(Report([Samples.entry()]).summary == "1 policy: 1 good")
  }

  @Test func whatIsAcceptedIsNamed() {
    func text(_ codes: [DiagnosticCode]) -> String {
      Samples.text(.human, ReportEntry(path: "a", contents: "policy `a`", findings: DiagnosticBag(), accepted: codes))
    }
    #expect(text([.riskyFallback]) == "a: good: policy `a`, 1 warning accepted (GV0301)\n")
    #expect(text([.riskyFallback, .riskyFallback]) == "a: good: policy `a`, 2 warnings accepted (GV0301)\n")
    let several = text([.unused, .riskyFallback, .unused])
    #expect(several == "a: good: policy `a`, 3 warnings accepted (GV0301, GV0302 2 times)\n")
  }

  /// Two policies that extend one file both load it, each into a file object of its own.
  @Test func aFaultOfASharedFileIsToldOnceAndFailsBoth() {
    let findings = (0..<2).map { _ in
      Diagnostic(.wrongType, "m", at: Samples.span((1, 1), (1, 2), in: SourceFile(path: "base.yaml", text: "a: 1")))
    }
    let report = Report(findings.enumerated().map { Samples.entry($1, path: "\($0).yaml") })
    #expect(report.findings.count == 1)
    #expect(report.entries.allSatisfy { report.fails($0) })
    let text = ReportFormat.human.text(of: report, version: "1")
    #expect(text.ranges(of: "base.yaml:1:1").count == 1)
    #expect(text.hasSuffix("0.yaml: 1 error\n1.yaml: 1 error\n\n2 policies: 0 good, 2 bad; 1 error\n"))
  }

  /// What a file's own policy has is told as its own, whoever comes first; what only those have that extend it is told of each.
  @Test(arguments: [false, true]) func whatLiesInABaseIsToldOfThoseThatHaveIt(_ hasItsOwn: Bool) {
    func finding() -> Diagnostic {
      Diagnostic(.unused, .warning, "m", at: Samples.span((1, 1), (1, 2), in: SourceFile(path: "base.yaml", text: "a: 1")))
    }
    let report = Report([
      Samples.entry(finding().about(policy: "one"), path: "1.yaml"), Samples.entry(finding().about(policy: "two"), path: "2.yaml"),
      hasItsOwn ? Samples.entry(finding(), path: "base.yaml") : Samples.entry(path: "base.yaml"),
    ])
    let expected = hasItsOwn ? ["m"] : ["in the policy `one`: m", "in the policy `two`: m"]
    #expect(report.findings.map(\.message) == expected && report.count(.warning) == expected.count)
    let json = ReportFormat.json.text(of: report, version: "1")
    #expect(json.contains("\"message\":\"in the policy `one`: m\"") && json.contains("\"message\":\"in the policy `two`: m\""))
  }

  @Test(arguments: ReportFormat.allCases) func nothingAtAllIsAReport(_ format: ReportFormat) {
    let text = format.text(of: Report([]), version: "1")
    #expect(format == .human ? text.isEmpty : text.hasSuffix("\n"))
  }

  @Test(arguments: ReportFormat.allCases) func passwordsAreCovered(_ format: ReportFormat) {
    let text = Samples.text(format, Samples.entry(Samples.secret))
    #expect(text.contains("GV0314") && text.contains("*********@h"))
    #expect(!text.contains("hunter2"))
  }

  @Test func aPersonSeesAVerdictForEach() {
    #expect(Samples.text(.human, Samples.entry()) == "a.yaml: good: policy `a`\n")
    let away = Diagnostic(.serverUnreachable, "away", at: nil)
    #expect(Samples.text(.human, Samples.entry(away)).hasSuffix("\na.yaml: not checked\n"))
    #expect(Samples.text(.human, Samples.entry(away, Samples.finding())).hasSuffix("\na.yaml: not checked in full, 1 error\n"))
    let warned = Samples.entry(Samples.finding(.warning))
    #expect(Samples.text(.human, warned).hasSuffix("\na.yaml: good, with 1 warning: policy `a`\n"))
    #expect(Samples.text(.human, warned, strict: true).hasSuffix("\na.yaml: 1 warning, refused by --strict\n"))
    #expect(Samples.text(.human, Samples.entry(Samples.finding(), path: "a\u{1B}[1m\n")).hasSuffix("\na\\u{1b}[1m\\n: 1 error\n"))
  }
}
