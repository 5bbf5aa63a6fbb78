public import Diagnostics
internal import Policy

/// One test of a policy: a timeline of steps.
public struct TestCase: Sendable {
  /// What it shows.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// When it begins, in Unix seconds.
  let start: Double
  /// Variables of the policy, beside those of the file.
  public var environment: [String: String] { variables.texts }
  let variables: [Named<String>]
  let steps: [TestStep]

  /// 2026-01-01T00:00:00Z: a test that does not say when it begins gives the same every day.
  private static let usualStart = 1_767_225_600.0

  private struct Draft: Sendable {
    let name: Placed<String>
    let start: Double
    let variables: [Named<String>]
    let steps: Placed<[TestStep]>
  }

  static let schema = Schema(
    .required("name", FieldType<String>.text.placed, "What the test shows."),
    .optional("start", .time, default: usualStart, shown: "2026-01-01T00:00:00Z", "When the test begins."),
    .optional("env", .variables, default: [], shown: "none", "Variables of the policy, beside those of the file."),
    .required("steps", FieldType<[TestStep]>.list(TestStep.schema.type(named: "a step"), of: "`steps`").placed, "What happens, in order."),
    make: Draft.init
  ).refined { draft, context in
    checked(draft, context)
  }

  private static func checked(_ draft: Draft, _ context: LoadContext) -> TestCase? {
    var isGood = true
    for (before, step) in zip(draft.steps.value, draft.steps.value.dropFirst()) where step.time.value <= before.time.value {
      context.report(
        Diagnostic(.badTimeline, "a step comes after the one before it", at: step.time.span, help: "put the steps in the order of `at`")
          .pointing(to: before.time.span, "the step before"))
      isGood = false
    }
    if !draft.steps.value.contains(where: { $0.expected != nil }) {
      context.report(
        Diagnostic(
          .nothingExpected, "a test that expects nothing cannot fail", at: draft.name.span, help: "add `expect:` to one of its steps"))
      isGood = false
    }
    guard isGood else { return nil }
    return TestCase(
      name: draft.name.value, span: draft.name.span, start: draft.start, variables: draft.variables, steps: draft.steps.value)
  }
}
