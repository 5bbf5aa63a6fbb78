// GV0500 to GV0599: files of tests, which `host test` runs. The examples are lines of such a file.
extension CodePage {
  static let ofTests: [CodePage] = [
    CodePage(
      .expectationFailed,
      rule: "What a test expects comes true. The finding shows what came instead, and how it was computed.",
      why: "Either the policy does not do what it should, or the test says something else than was meant.",
      wrong: .part("expect: {BTCUSDT: {budget: 1000}}   # and 1400 comes"),
      right: .part("expect: {BTCUSDT: {budget: 1400}}")),
    CodePage(
      .nothingToTest,
      rule: "A file of tests has a test in it, and a folder or a pattern has a file of tests (`*_test.yaml`).",
      why: "A run of no tests succeeds. When files move, CI would stay green and test nothing.",
      wrong: .part("policy: ../demo.yaml\ntests: []"),
      right: .part(
        """
        policy: ../demo.yaml
        tests:
          - name: a budget for each symbol
            steps:
              - {at: 0s, expect: {BTCUSDT: {budget: 1400}}}
        """)),
    CodePage(
      .nothingExpected,
      rule: "A test expects something in one of its steps.",
      why: "A test that expects nothing cannot fail.",
      wrong: .part("steps: [{at: 0s, given: {positions: [BTCUSDT]}}]"),
      right: .part("steps: [{at: 0s, given: {positions: [BTCUSDT]}, expect: {entities: [BTCUSDT]}}]")),
    CodePage(
      .badTimeline,
      rule: "Each step of a test comes after the one before it.",
      why: "Time goes one way: what a source was given at ten minutes cannot be known at five.",
      wrong: .part("steps: [{at: 10m, expect: …}, {at: 5m, expect: …}]"),
      right: .part("steps: [{at: 5m, expect: …}, {at: 10m, expect: …}]")),
    CodePage(
      .badGiven,
      rule:
        "`given` puts a source into a state that it can have: a record, a list of entities where it finds some, or `stale`, `absent`, `unreachable`.",
      why:
        "A source without `as_of` is never stale, and a server is not unreachable for one entity alone. A test of it would test nothing.",
      wrong: .part("given: {market: {BTCUSDT: unreachable}}"),
      right: .part("given: {market: unreachable}")),
    CodePage(
      .badExpectation,
      rule: "`expect` names what the policy can tell: a value of an entity under the entity's name, that of the tick under `values`.",
      why: "What no step can give could never come true.",
      wrong: .part("expect: {values: {budget: 1400}}    # and there is a budget for each symbol"),
      right: .part("expect: {BTCUSDT: {budget: 1400}}")),
    CodePage(
      .idleGiven,
      rule: "What is given for an entity is given while a source finds that entity.",
      why:
        "No record is read for an entity that nobody finds. A misspelt name would leave the real one without data, and nobody would know.",
      wrong: .part("given: {positions: [BTCUSDT], market: {BTCUSD: {sigma: 0.02}}}"),
      right: .part("given: {positions: [BTCUSDT], market: {BTCUSDT: {sigma: 0.02}}}")),
    CodePage(
      .idleVariable,
      rule: "`env` of a test names variables that the policy, or a file that it extends, asks for with `${NAME}`.",
      why: "A misspelt variable changes nothing: the test would run with the policy's default, and show something else than it says.",
      wrong: .part("env: {RISK_MOD: enforce}    # and the policy asks for ${RISK_MODE}"),
      right: .part("env: {RISK_MODE: enforce}")),
  ]
}
