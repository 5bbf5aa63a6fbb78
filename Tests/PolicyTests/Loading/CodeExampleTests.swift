import Diagnostics
import Policy
import Testing

/// The examples on the pages of the codes, loaded as they stand.
@Suite struct CodeExampleTests {
  @Test(arguments: CodePage.all.filter { $0.wrong.kind == .policy }.map(\.code))
  func theWrongOneBreaksTheRule(_ code: DiagnosticCode) throws {
    let page = try #require(code.page)
    let outcome = try Loading.load(page.wrong.text + "\n", environment: page.wrong.environment)
    #expect(outcome.findings.sorted.contains { $0.code == page.code }, "\(page.code.rawValue): \(Loading.shown(outcome))")
  }

  @Test(arguments: CodePage.all.filter { $0.right.kind == .policy }.map(\.code))
  func theRightOneIsGood(_ code: DiagnosticCode) throws {
    let page = try #require(code.page)
    let outcome = try Loading.load(page.right.text + "\n", environment: page.right.environment)
    #expect(outcome.policy != nil, "\(page.code.rawValue): \(Loading.shown(outcome))")
    #expect(!outcome.findings.sorted.contains { $0.code == page.code }, "\(page.code.rawValue): \(Loading.shown(outcome))")
  }

  /// A page without a policy is an exception that has to be made here. From GV0400 on, the rules are about servers and about tests.
  @Test func nearlyAllExamplesAreWholePolicies() {
    let others: Set<DiagnosticCode> = [
      .fileUnreadable, .notUTF8, .nothingToCheck, .notBuiltYet, .badBase, .extendsCycle, .badSetting, .unknownPrimary, .shadowWritesPrimary,
      .samePolicyName, .conflictingMetrics, .otherKindOfFile,
    ]
    for page in CodePage.all.prefix(while: { $0.code.rawValue < "GV0400" }) where page.wrong.kind != .policy || page.right.kind != .policy {
      #expect(others.contains(page.code), "\(page.code.rawValue) shows no whole policy")
    }
  }
}
