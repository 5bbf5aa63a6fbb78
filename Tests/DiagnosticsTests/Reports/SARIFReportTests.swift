import Diagnostics
import Foundation
import Testing

/// SARIF 2.1.0, as far as code scanning reads it.
@Suite struct SARIFReportTests {
  private typealias Samples = ReportSamples
  private typealias Object = [String: Any]

  private func run(_ entries: ReportEntry...) throws -> Object {
    let text = ReportFormat.sarif.text(of: Report(entries), version: "1.2.3")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    #expect(root["version"] as? String == "2.1.0")
    #expect((root["$schema"] as? String)?.hasSuffix("sarif-schema-2.1.0.json") == true)
    return try #require((root["runs"] as? [Object])?.first)
  }

  private func path(_ object: Any?, _ keys: Any...) -> Any? {
    keys.reduce(object) { value, key in
      switch key {
      case let key as String: (value as? Object)?[key]
      case let index as Int: (value as? [Any]).flatMap { $0.indices.contains(index) ? $0[index] : nil }
      default: nil
      }
    }
  }

  @Test func aResultHasItsRuleItsRegionAndItsOtherPlaces() throws {
    let finding = Diagnostic(.unknownField, "`x` is unknown", at: Samples.span((2, 1), (3, 2)), help: "h")
      .pointing(to: Samples.span((1, 1), (1, 2)), "other")
    let run = try run(Samples.entry(Samples.finding(.warning), finding))
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    #expect(path(run, "tool", "driver", "version") as? String == "1.2.3")
    let rules = try #require(path(run, "tool", "driver", "rules") as? [Object])
    #expect(rules.map { $0["id"] as? String } == ["GV0103", "GV0107"])
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] { #expect((path(rule, key, "text") as? String)?.isEmpty == false) }
      #expect((path(rule, "help", "markdown") as? String)?.contains("```yaml\npolicy: demo") == true)
    }
    let results = try #require(run["results"] as? [Object])
    #expect(results.map { $0["level"] as? String } == ["warning", "error"])
    let result = try #require(results.last)
    #expect(result["ruleId"] as? String == "GV0107" && result["ruleIndex"] as? Int == 1)
    #expect(path(result, "message", "text") as? String == "`x` is unknown\n./policies/a b,c:d.yaml:1:1: other\nhelp: h")
    let place = path(result, "locations", 0, "physicalLocation")
    #expect(path(place, "artifactLocation", "uri") as? String == "policies/a%20b%2Cc%3Ad.yaml")
    #expect(path(place, "region") as? [String: Int] == ["startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 2])
    let related = path(result, "relatedLocations", 0)
    #expect(path(related, "message", "text") as? String == "other" && path(related, "id") as? Int == 1)
    #expect(path(related, "physicalLocation", "region", "startLine") as? Int == 1)
  }

  /// Code scanning refuses a result without a place; what could not be checked is no result.
  @Test func findingsWithoutAPlace() throws {
    let note = Diagnostic(.limitExceeded, .note, "the rest is left out", at: nil)
    let unreadable = ReportEntry(path: "x.yaml", findings: DiagnosticBag([Diagnostic(.fileUnreadable, "gone", at: nil)]))
    let run = try run(Samples.entry(note, path: "/srv/é.yaml"), unreadable)
    let results = try #require(run["results"] as? [Object])
    #expect(results.count == 1 && results[0]["level"] as? String == "note")
    #expect(path(results, 0, "locations", 0, "physicalLocation", "artifactLocation", "uri") as? String == "file:///srv/%C3%A9.yaml")
    let invocation = path(run, "invocations", 0)
    #expect(path(invocation, "executionSuccessful") as? Bool == false && path(invocation, "exitCode") as? Int == 2)
    #expect(path(invocation, "toolExecutionNotifications", 0, "message", "text") as? String == "gone")
    #expect(path(invocation, "toolExecutionNotifications", 0, "associatedRule", "id") as? String == "GV0001")
  }

  @Test func aGoodRunSaysSo() throws {
    let run = try run(Samples.entry())
    #expect((run["results"] as? [Object])?.isEmpty == true)
    #expect(path(run, "invocations", 0, "executionSuccessful") as? Bool == true)
  }

  @Test func hostileTextIsJSON() throws {
    let file = SourceFile(path: Samples.hostile, text: Samples.hostile)
    let finding = Diagnostic(.wrongType, Samples.hostile, at: Samples.span((1, 1), (1, 2), in: file), help: Samples.hostile)
    let run = try run(Samples.entry(finding, path: Samples.hostile))
    let message = path(run, "results", 0, "message", "text") as? String
    #expect(message?.hasPrefix("a\\u{1b}[31m\\u{0}\\u{8}\\r\\n::error::x %0A") == true)
    let uri = path(run, "results", 0, "locations", 0, "physicalLocation", "artifactLocation", "uri") as? String
    #expect(uri?.hasPrefix("a%1B%5B31m%00%08%0D%0A%3A%3Aerror") == true)
  }
}
