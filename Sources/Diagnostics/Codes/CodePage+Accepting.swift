// GV0340 to GV0349: risks, what is accepted, and the age of data. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofAccepting: [CodePage] = [
    CodePage(
      .oldestData,
      rule: """
        A note for each sink tells how old the data can be that a reader of it still acts on: `stale_after` or `last_known_good`, \
        whichever is longer, with `every` and the TTL.
        """,
      why: """
        Each of them is chosen in its own place; what they come to together is seen nowhere else. Data that stands in the policy itself \
        has no age.
        """,
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}}
        sinks: {out: {type: console, fields: {x: a.x}}}
        """),
      right: .policy(
        """
        policy: demo
        sources:
          a: {type: static, fields: {x: {type: number}}, values: {x: 1}}
        sinks: {out: {type: console, fields: {x: a.x}}}
        """)),
    CodePage(
      .badAccept,
      rule: """
        `accept` is a mapping from the codes of warnings to reasons: `accept: {GV0301: "other gates stay active"}`. Errors and notes \
        cannot be accepted.
        """,
      why: "Whoever reads the policy later sees that the risk was known, and why it was taken.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        risk: {budget: higher}
        sources:
          heat:
            type: redis_hash
            key: app:heat
            fields: {level: {type: number, range: [0, 1]}}
            fallback: [{default: {level: 0}}]
            accept: {GV0107: "known"}
        values: {budget: 1000 * (1 - heat.level)}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        risk: {budget: higher}
        sources:
          heat:
            type: redis_hash
            key: app:heat
            fields: {level: {type: number, range: [0, 1]}}
            fallback: [{default: {level: 0}}]
            accept: {GV0301: "other gates stay active"}
        values: {budget: 1000 * (1 - heat.level)}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .uselessAccept,
      rule: "An `accept` silences a warning that there is, in its mapping or below.",
      why: "One that is left over would hide the next warning of its kind, which nobody has thought about.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        risk: {budget: higher}
        sources:
          heat:
            type: redis_hash
            key: app:heat
            fields: {level: {type: number, range: [0, 1]}}
            fallback: [{default: {level: 1}}]
            accept: {GV0301: "other gates stay active"}
        values: {budget: 1000 * (1 - heat.level)}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        risk: {budget: higher}
        sources:
          heat:
            type: redis_hash
            key: app:heat
            fields: {level: {type: number, range: [0, 1]}}
            fallback: [{default: {level: 0}}]
            accept: {GV0301: "other gates stay active"}
        values: {budget: 1000 * (1 - heat.level)}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .badRisk,
      rule: """
        `risk` names numbers or times, values or outputs of a sink, and says for each whether `higher` or `lower` is the dangerous side.
        """,
      why: "A risk of a name that means nothing would be watched by nobody.",
      wrong: .policy(
        """
        policy: demo
        risk: {bugdet: higher}
        values: {budget: 1 + 1}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        risk: {budget: higher}
        values: {budget: 1 + 1}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
  ]
}
