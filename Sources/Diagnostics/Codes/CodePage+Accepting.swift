// GV0340 to GV0349: risks, what is accepted, and the age of data. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofAccepting: [CodePage] = [
    CodePage(
      .oldestData,
      rule: """
        A note for each sink that writes keys tells how old the data can be that a reader of it still acts on: `stale_after` or `last_known_good`, \
        whichever is longer, with `every` and the TTL. `host validate --format json` tells what it adds up for each source.
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
        sinks: {out: {type: redis_hash, key: app:out, ttl: 5m, fields: {x: a.x}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a: {type: static, fields: {x: {type: number}}, values: {x: 1}}
        sinks: {out: {type: redis_hash, key: app:out, ttl: 5m, fields: {x: a.x}}}
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
    CodePage(
      .matchArmLikeElse,
      rule: "The arms of `match` are texts; none of them takes the rest, whatever it is called.",
      why: "An arm `default` is taken for the text `default` alone. Any other text without an arm is missing, and its row is not written.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          pool: {type: redis_hash, key: app:pool, fields: {tier: {type: text}}}
        values:
          share: {match: {of: pool.tier, gold: 1, default: 0.5}}
        sinks: {out: {type: console, fields: {share: share}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          pool: {type: redis_hash, key: app:pool, fields: {tier: {type: text}}}
        values:
          share: {first_of: [{match: {of: pool.tier, gold: 1}}, 0.5]}
        sinks: {out: {type: console, fields: {share: share}}}
        """)),
    CodePage(
      .partialDefault,
      rule: "A `default` of a fallback names every field without which an output is missing.",
      why: "A field that it leaves out is missing, and so is what is computed from it: then the row is not written at all.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          load:
            type: redis_hash
            key: app:load
            fields: {errors: {type: number}, p99_ms: {type: number}}
            fallback: [{default: {errors: 0}}]
        sinks: {out: {type: console, fields: {cost: load.errors + load.p99_ms}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          load:
            type: redis_hash
            key: app:load
            fields: {errors: {type: number}, p99_ms: {type: number}}
            fallback: [{default: {errors: 0, p99_ms: 250}}]
        sinks: {out: {type: console, fields: {cost: load.errors + load.p99_ms}}}
        """)),
    CodePage(
      .checkNotAsked,
      rule: "A check has `each_tick`, which gives it in every tick what it is given.",
      why: "Without it a check is only asked from outside, and this version of the host has no API for that: it guards nothing.",
      wrong: .policy(
        """
        policy: demo
        values: {budget: 100 + 1}
        sinks: {out: {type: console, fields: {budget: budget}}}
        checks:
          size: {given: {size: {type: number}}, violated_when: size > budget}
        """),
      right: .policy(
        """
        policy: demo
        values: {budget: 100 + 1}
        sinks: {out: {type: console, fields: {budget: budget}}}
        checks:
          size: {given: {size: {type: number}}, each_tick: {size: 90 + 1}, violated_when: size > budget}
        """)),
    CodePage(
      .otherTypeThanDefault,
      rule: """
        A param whose value is `${NAME:-default}` has the type that the default has, unless it says `type`, `unit` or `range`, and the \
        variable's value is of that type.
        """,
      why: "Else the environment would decide what a formula means: a `no` where `false` is the default would be a text.",
      wrong: .policy(
        """
        policy: demo
        params: {strict: "${STRICT:-false}"}
        sinks: {out: {type: console, fields: {strict: strict}}}
        """, environment: ["STRICT": "yes"]),
      right: .policy(
        """
        policy: demo
        params: {strict: "${STRICT:-false}"}
        sinks: {out: {type: console, fields: {strict: strict}}}
        """, environment: ["STRICT": "true"])),
  ]
}
