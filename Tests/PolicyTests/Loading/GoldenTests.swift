import Diagnostics
import Foundation
import Policy
import Testing

/// Every policy under `Golden` gives exactly the findings that stand in it, and is refused where an error is among them. `RECORD=1` writes them anew, and fails.
@Suite struct GoldenTests {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test(arguments: try GoldenPolicy.all) func gives(_ golden: GoldenPolicy) throws {
    let findings = try Self.findings(golden)
    #expect(GoldenTests.isRecording || findings.hasErrors == golden.expectation.contains("# error["))
    let shown = DiagnosticRenderer().render(findings)
    #expect(!shown.contains("hunter2") && !shown.contains("ter2"), "a password is shown")
    guard !Self.isRecording else {
      try golden.record(shown)
      Issue.record("recorded: look at the difference, and run again without RECORD")
      return
    }
    #expect(GoldenPolicy.comment(shown) == golden.expectation)
  }

  /// What is wrong with the policy, or, where it is one of several, between them.
  private static func findings(_ golden: GoldenPolicy) throws -> DiagnosticBag {
    let loader = try Loading.loader(environment: golden.environment, files: golden.files, settings: golden.settings)
    let outcome = loader.load(SourceFile(path: golden.name, text: golden.main))
    guard !golden.others.isEmpty || outcome.policy?.shadowOf != nil else {
      #expect((outcome.policy == nil) == outcome.findings.hasErrors)
      return outcome.findings
    }
    let others = try golden.others.map { name in
      let text = try #require(golden.files[name])
      return try #require(loader.load(SourceFile(path: name, text: text)).policy)
    }
    return PolicySet([try #require(outcome.policy, "\(Loading.shown(outcome))")] + others).findings
  }

  /// A rule that no refused policy breaks is a rule that nobody has seen at work.
  @Test func everyCodeIsMet() throws {
    let met = try GoldenPolicy.all.map(\.expectation).joined()
    // These come before there is a text to load, and the last when a word of the language is not built, of which there is none now.
    let outside: Set<DiagnosticCode> = [.fileUnreadable, .notUTF8, .nothingToCheck, .notBuiltYet]
    // From GV0400 on they are about servers and tests of policies, which loading knows nothing of.
    for code in DiagnosticCode.allCases where !outside.contains(code) && code.rawValue < "GV0400" {
      #expect(met.contains("[\(code.rawValue)]"), "no golden policy breaks \(code.rawValue): \(code.title)")
    }
  }

  /// What gives a warning can be accepted, but for an `accept` that is idle; what gives an error alone cannot.
  @Test func everyWarningCanBeAccepted() throws {
    let met = try GoldenPolicy.all.map(\.expectation).joined()
    for code in DiagnosticCode.allCases {
      let isWarning = met.contains("# warning[\(code.rawValue)]")
      #expect(code.canBeAccepted == (isWarning && code != .uselessAccept), "\(code.rawValue): \(code.title)")
      #expect(!code.isNote || met.contains("# note[\(code.rawValue)]"))
    }
  }
}
