import Diagnostics
import Foundation
import Testing

/// The JSON of `host validate`; that it fits its schema is tested through the real binary.
@Suite struct JSONReportTests {
  private typealias Samples = ReportSamples
  private typealias Object = [String: Any]

  private func document(_ entries: ReportEntry..., strict: Bool = false) throws -> Object {
    let text = ReportFormat.json.text(of: Report(entries, isStrict: strict), version: "1.2.3")
    #expect(text.hasSuffix("}\n") && !text.dropLast().contains("\n"))
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
  }

  private func findings(_ document: Object) throws -> [Object] {
    try #require((document["policies"] as? [Object])?.first?["findings"] as? [Object])
  }

  @Test func everyMemberIsThere() throws {
    let full = Diagnostic(.unknownField, "`x`", at: Samples.span((2, 1), (3, 2)), caption: "c", help: "h", notes: ["n"])
      .pointing(to: Samples.span((1, 1), (1, 2)), "other")
    let findings = try findings(document(Samples.entry(Diagnostic(.limitExceeded, .note, "m", at: nil), full)))
    #expect(findings.count == 2 && Set(findings[0].keys) == Set(findings[1].keys))
    #expect(findings[0]["span"] is NSNull && findings[0]["help"] is NSNull && findings[0]["caption"] is NSNull)
    #expect((findings[0]["labels"] as? [Any])?.isEmpty == true && (findings[0]["notes"] as? [Any])?.isEmpty == true)
    let span = findings[1]["span"] as? Object
    #expect(span?["start"] as? [String: Int] == ["line": 2, "column": 1] && span?["end"] as? [String: Int] == ["line": 3, "column": 2])
    #expect(span?["path"] as? String == Samples.file.path)
    #expect((findings[1]["labels"] as? [Object])?.first?["text"] as? String == "other")
  }

  @Test func verdictsAndCounts() throws {
    let unreadable = ReportEntry(path: "x", findings: DiagnosticBag([Diagnostic(.fileUnreadable, "gone", at: nil)]))
    let entries = [Samples.entry(), Samples.entry(Samples.finding(.warning, "w"), path: "b"), Samples.entry(Samples.finding(), path: "c")]
    let document = try document(entries[0], entries[1], entries[2], unreadable, strict: true)
    #expect(document["exit_code"] as? Int == 2 && document["strict"] as? Bool == true && document["version"] as? Int == 1)
    #expect((document["policies"] as? [Object])?.map { $0["verdict"] as? String } == ["good", "warned", "bad", "unchecked"])
    let counts = ["policies": 4, "good": 1, "warned": 1, "bad": 1, "unchecked": 1, "errors": 2, "warnings": 1, "notes": 0]
    #expect(document["summary"] as? [String: Int] == counts)
  }

  @Test func whatIsAcceptedIsCountedByItsRule() throws {
    let entry = ReportEntry(path: "a", findings: DiagnosticBag(), accepted: [.unused, .riskyFallback, .unused])
    let policies = try #require(try document(entry, Samples.entry())["policies"] as? [Object])
    let accepted = try #require(policies[0]["accepted"] as? [Object])
    #expect(accepted.map { $0["code"] as? String } == ["GV0301", "GV0302"] && accepted.map { $0["count"] as? Int } == [1, 2])
    #expect((policies[1]["accepted"] as? [Object])?.isEmpty == true)
  }

  @Test func hostileTextComesBackAsItWas() throws {
    let file = SourceFile(path: Samples.hostile, text: "a: 1")
    let finding = Diagnostic(.wrongType, Samples.hostile, at: Samples.span((1, 1), (1, 2), in: file), help: Samples.hostile)
    let read = try findings(document(Samples.entry(finding, path: Samples.hostile)))[0]
    #expect(read["message"] as? String == Samples.hostile && read["help"] as? String == Samples.hostile)
    #expect((read["span"] as? Object)?["path"] as? String == Samples.hostile)
  }
}
