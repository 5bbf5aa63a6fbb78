import Diagnostics
import Foundation
import Policy
import Testing

/// Every policy under `Accepted` loads, however unwise it is. `scripts/check-schema` shows that the schema for editors takes them too.
@Suite struct AcceptedTests {
  static let folder = Repository.tests.appending(path: "Accepted")

  @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted())
  func takes(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let outcome = try Loading.load(text, environment: GoldenPolicy.environment(of: text), path: name)
    #expect(outcome.policy != nil)
    #expect(!outcome.findings.hasErrors, "\(Loading.shown(outcome))")
  }
}
