extension CodePage {
  /// What can be wrong with tests of a policy, and how they fail.
  static let ofTests: [CodePage] = [
    CodePage(
      .expectationFailed,
      rule: "What a step of a test expects is what its tick came to.",
      why: "The message shows both, and below it where the value came from: formulas, fields, the state of each record.",
      wrong: .part("expect: {BTCUSDT: {budget_usd: 1349}}"), right: .part("expect: {BTCUSDT: {budget_usd: 1348 ±0.01}}")),
    CodePage(
      .nothingToTest,
      rule: "A file of tests holds a test, and a folder or a pattern holds a file of tests, called `*_test.yaml`.",
      why: "A run that tests nothing looks like one in which everything passed.",
      wrong: .command("host test policies"), right: .command("host test policies/tests")),
    CodePage(
      .nothingExpected,
      rule: "At least one step of a test expects something.",
      why: "A test that expects nothing passes whatever the policy does.",
      wrong: .part("- {name: no positions, steps: [{at: 0s, given: {positions: []}}]}"),
      right: .part("- {name: no positions, steps: [{at: 0s, given: {positions: []}, expect: {entities: []}}]}")),
    CodePage(
      .badTimeline,
      rule: "Each step of a test is later than the one before it.",
      why: "There is one tick for each step, and time does not go back.",
      wrong: .part("steps:\n  - {at: 10s, expect: {heat: fresh}}\n  - {at: 5s, expect: {heat: stale}}"),
      right: .part("steps:\n  - {at: 5s, expect: {heat: fresh}}\n  - {at: 10s, expect: {heat: stale}}")),
    CodePage(
      .badGiven,
      rule: "What is given fits the source: `stale` a source with `as_of`, `fresh` one that was given a record before.",
      why: "A source that cannot be in a state would stay in another, and the test would show something else than it says.",
      wrong: .part("- {at: 0s, given: {heat: fresh}}"), right: .part("- {at: 0s, given: {heat: {composite: 0.4}}}")),
    CodePage(
      .badExpectation,
      rule: "What is expected has one meaning: one value, one record, one series.",
      why: "Where a name stands for many values, a test of any one of them would pass too easily.",
      wrong: .part("expect: {values: {budget_usd: 1348}}"), right: .part("expect: {BTCUSDT: {budget_usd: 1348}}")),
  ]
}
