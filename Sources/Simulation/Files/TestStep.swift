internal import Diagnostics
internal import Policy

/// One moment of a test: what is given then, and what is expected of the tick that follows.
public struct TestStep: Sendable {
  /// Seconds since the start.
  let time: Placed<Double>
  let given: Node?
  let expected: Node?

  static let schema = Schema(
    .required("at", FieldType<Double>.duration(allowsZero: true).placed, "The time of the step since the start of the test."),
    .optional("given", .anything("a mapping from sources to what they hold"), "What sources hold from now on."),
    .optional("expect", .anything("a mapping from entities and sources to what is expected"), "What is expected of the tick."),
    make: TestStep.init)
}
