// GV0350 to GV0359: what checks publish.
extension CodePage {
  static let ofPublishing: [CodePage] = [
    CodePage(
      .publishNeverAsked,
      rule: "A check that says `publish` also says `each_tick`: it publishes what a tick finds, and nothing when it is asked from outside.",
      why: "Whoever waits for the violations would take silence for health.",
      wrong: .policy(
        """
        policy: p
        checks:
          room:
            given: {held: {type: number}}
            violated_when: held > 5
            publish: {type: console, fields: {held: held}}
        sinks:
          out: {type: console, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: p
        checks:
          room:
            given: {held: {type: number}}
            each_tick: {held: 7}
            violated_when: held > 5
            publish: {type: console, fields: {held: held}}
        sinks:
          out: {type: console, fields: {at: now}}
        """)),
    CodePage(
      .publishDeletes,
      rule: "A check's `publish` writes a row for each violation, and has no `when_withheld: delete`.",
      why: "What was published says that something happened at a time. It does not become untrue when a later tick cannot tell.",
      wrong: .policy(
        """
        policy: p
        checks:
          room:
            given: {held: {type: number}}
            each_tick: {held: 7}
            violated_when: held > 5
            publish: {type: console, when_withheld: delete, fields: {held: held}}
        sinks:
          out: {type: console, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: p
        checks:
          room:
            given: {held: {type: number}}
            each_tick: {held: 7}
            violated_when: held > 5
            publish: {type: console, fields: {held: held}}
        sinks:
          out: {type: console, fields: {at: now}}
        """)),
  ]
}
