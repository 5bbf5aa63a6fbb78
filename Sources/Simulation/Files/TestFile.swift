public import Diagnostics
internal import Policy

/// A file of tests, read but not yet held against its policy.
public struct TestFile: Sendable {
  /// The policy's path as it is written: relative to the folder of the file.
  public let policy: Placed<String>
  /// Variables of the policy in every test. Those of the process are not seen.
  public let environment: [String: String]
  /// The tests in the order of the file; at least one.
  public let tests: [TestCase]
  /// The file.
  public let file: SourceFile

  private struct Draft: Sendable {
    let policy: Placed<String>
    let environment: [String: String]
    let tests: Placed<[TestCase]>
  }

  private static let schema = Schema(
    .required("policy", FieldType<String>.text.placed, "The policy that is tested, relative to this file."),
    .optional("env", .variables, default: [:], shown: "none", "Variables of the policy in every test."),
    .required("tests", FieldType<[TestCase]>.list(TestCase.schema.type(named: "a test"), of: "`tests`").placed, "The tests."),
    make: Draft.init
  ).refined { draft, context in
    checked(draft, context) ? draft : nil
  }

  /// What a text means; nil where there was an error.
  public static func read(_ file: SourceFile) -> (file: TestFile?, findings: DiagnosticBag) {
    let (draft, findings) = Document.read(file, as: schema, named: "a file of tests", kind: .tests)
    let read = draft.map {
      TestFile(policy: $0.policy, environment: $0.environment, tests: $0.tests.value, file: file)
    }
    return (read, findings)
  }

  private static func checked(_ draft: Draft, _ context: LoadContext) -> Bool {
    guard !draft.tests.value.isEmpty else {
      context.report(Diagnostic(.nothingToTest, "there is no test in the file", at: draft.tests.span, help: "write `- name: …`"))
      return false
    }
    var names: [String: SourceSpan] = [:]
    var isGood = true
    for test in draft.tests.value {
      if let first = names[test.name] {
        context.report(
          Diagnostic(.nameCollision, "two tests have one name", at: test.span, help: "say what this one shows")
            .pointing(to: first, "first here"))
        isGood = false
      } else {
        names[test.name] = test.span
      }
    }
    return isGood
  }
}
