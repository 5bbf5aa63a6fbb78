import Diagnostics
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// JUnit's XML, read by a real parser.
@Suite struct JUnitReportTests {
  private typealias Samples = ReportSamples

  private func suite(_ entries: ReportEntry..., strict: Bool = false) throws -> XMLElement {
    let text = ReportFormat.junit.text(of: Report(entries, isStrict: strict), version: "1")
    let root = try #require(try XMLDocument(xmlString: text, options: []).rootElement())
    #expect(root.name == "testsuites" && root.childCount == 1)
    return try #require(root.elements(forName: "testsuite").first)
  }

  private func attribute(_ name: String, _ element: XMLElement) -> String? { element.attribute(forName: name)?.stringValue }

  @Test func aCaseForEachPolicyAndTheirCounts() throws {
    let unreadable = ReportEntry(path: "x.yaml", findings: DiagnosticBag([Diagnostic(.fileUnreadable, "gone", at: nil)]))
    let suite = try suite(Samples.entry(), Samples.entry(Samples.finding(), path: "b.yaml"), unreadable)
    #expect(["tests", "failures", "errors", "skipped"].map { attribute($0, suite) } == ["3", "1", "1", "0"])
    let cases = suite.elements(forName: "testcase")
    #expect(cases.map { attribute("name", $0) } == ["a.yaml", "b.yaml", "x.yaml"])
    #expect(cases.map { $0.children?.first?.name } == [nil, "failure", "error"])
  }

  /// Some readers keep one failure of a case.
  @Test func allFindingsOfAPolicyAreOneFailure() throws {
    let entry = Samples.entry(Samples.finding(.warning, "w"), Samples.finding(.error, "e", line: 2), Samples.finding(.note, "n", line: 3))
    let failures = try suite(entry).elements(forName: "testcase")[0].elements(forName: "failure")
    #expect(failures.count == 1)
    let failure = try #require(failures.first)
    #expect(attribute("message", failure) == "e (and 1 more)" && attribute("type", failure) == "GV0103")
    for part in ["warning[GV0103]: w", "error[GV0103]: e", "note[GV0103]: n", "^"] { #expect(failure.stringValue?.contains(part) == true) }
  }

  @Test func warningsFailUnderStrictAlone() throws {
    let entry = Samples.entry(Samples.finding(.warning, "w"))
    let passed = try suite(entry)
    #expect(attribute("failures", passed) == "0")
    #expect(passed.elements(forName: "testcase")[0].elements(forName: "system-out")[0].stringValue?.contains("w") == true)
    #expect(attribute("failures", try suite(entry, strict: true)) == "1")
  }

  @Test func hostileTextIsXML() throws {
    let file = SourceFile(path: Samples.hostile, text: Samples.hostile)
    let finding = Diagnostic(.wrongType, Samples.hostile, at: Samples.span((1, 1), (1, 2), in: file), help: Samples.hostile)
    let testCase = try suite(Samples.entry(finding, path: Samples.hostile)).elements(forName: "testcase")[0]
    #expect(attribute("name", testCase)?.contains("\r\n::error::x %0A 100% ##[group] <b>&\"' ]]> ") == true)
    #expect(attribute("name", testCase)?.contains("\u{FFFD}[31m\u{FFFD}\u{FFFD}") == true)
    #expect(testCase.elements(forName: "failure")[0].stringValue?.contains("<b>&\"' ]]>") == true)
  }

  @Test func standardInputIsNoFile() throws {
    #expect(attribute("file", try suite(Samples.entry(path: SourceFile.standardInput)).elements(forName: "testcase")[0]) == nil)
  }
}
