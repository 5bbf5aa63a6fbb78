public import Diagnostics
public import Policy

/// A test that was held against its policy: nothing in it is unknown.
public struct BoundTest: Sendable {
  struct Step: Sendable {
    /// Seconds since the start.
    let time: Double
    let given: Given
    let expectations: [Expectation]
  }

  /// What the test shows.
  public let name: String
  /// Where its name stands.
  public let span: SourceSpan
  /// The policy.
  public let policy: CheckedPolicy
  let start: Double
  let steps: [Step]
  /// Entities that anything is given for.
  let givenEntities: Set<String>

  /// Holds a test against a policy; nil where there was an error.
  public static func bind(_ test: TestCase, to policy: CheckedPolicy) -> (test: BoundTest?, findings: DiagnosticBag) {
    var bag = DiagnosticBag()
    test.variables.report(idleIn: policy, into: &bag)
    var givens = GivenReader(policy)
    var expectations = ExpectationReader(policy)
    let steps = test.steps.map { step in
      Step(
        time: step.time.value, given: step.given.map { givens.read($0, into: &bag) } ?? Given(),
        expectations: step.expected.map { expectations.read($0, into: &bag) } ?? [])
    }
    guard !bag.hasErrors else { return (nil, bag) }
    let bound = BoundTest(
      name: test.name, span: test.span, policy: policy, start: test.start, steps: steps, givenEntities: givens.entities)
    return (bound, bag)
  }
}
