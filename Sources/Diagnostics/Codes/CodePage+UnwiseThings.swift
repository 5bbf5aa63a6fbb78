// GV0301 to GV0309: what is legal and unwise. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofUnwiseThings: [CodePage] = [
    CodePage(
      .riskyFallback,
      rule: """
        A `default`, and what the formula takes for a missing value, does not make an output of `risk` more dangerous than the data \
        could have made it.
        """,
      why: """
        When a source is away, nobody looks, and the output goes the dangerous way by itself. The formula is followed through every \
        step; where the direction cannot be told, that is said.
        """,
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
            fallback: [{default: {level: 1}}]
        values: {budget: 1000 * (1 - heat.level)}
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .unused,
      rule: """
        A source, a value or a param is used by something that is written, checked or shown. A param may also stand in a key. It is an error \
        where a file extends another and adds a param or a value that nothing uses.
        """,
      why: """
        A name that nothing uses is often one that was meant to be used, and a source is read in every tick all the same. An alternate with a \
        misspelt name would be its base under another name, and nobody would see it.
        """,
      wrong: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5, bb: 0.6}
        values:
          v: a + b
        sinks: {out: {type: console, fields: {x: a}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: a + b
        sinks: {out: {type: console, fields: {x: v}}}
        """)),
    CodePage(
      .sinkFeedsSource,
      rule: "A sink does not write the keys that a source of the same policy reads.",
      why: """
        The policy would go by its own last output instead of what others say, and the sink's `ttl` would end what they wrote. Where that is \
        meant, as for a value that is smoothed from tick to tick, `accept` it at the sink.
        """,
      wrong: .policy(
        """
        policy: demo
        connections: {redis: redis://localhost:6379/0}
        sources: {state: {type: redis_hash, key: app:state, fields: {level: {type: number}}}}
        sinks: {out: {type: redis_hash, key: app:state, ttl: 60s, fields: {level: state.level / 2}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: redis://localhost:6379/0}
        sources: {state: {type: redis_hash, key: app:state, fields: {level: {type: number}}}}
        sinks: {out: {type: redis_hash, key: app:half, ttl: 60s, fields: {level: state.level / 2}}}
        """)),
    CodePage(
      .unreadField,
      rule: "A field that every record must have is read by a formula, or is the one that `as_of` names.",
      why: "Where it is missing or wrong the whole record is invalid, and a fallback begins for a number that nobody uses.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, y: {type: number}}
        sinks: {out: {type: console, fields: {x: a.x}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, y: {type: number, optional: true}}
        sinks: {out: {type: console, fields: {x: a.x}}}
        """)),
    CodePage(
      .staleBeforeTick,
      rule: "`stale_after` is not shorter than `every`.",
      why: "Data that was fresh in one tick would be stale in the next, unless it is written more often than the policy runs.",
      wrong: .policy(
        """
        policy: demo
        every: 10s
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, at: {type: time}}
            as_of: at
            stale_after: 5s
        sinks: {out: {type: console, fields: {x: a.x}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 10s
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, at: {type: time}}
            as_of: at
            stale_after: 30s
        sinks: {out: {type: console, fields: {x: a.x}}}
        """)),
    CodePage(
      .lastKnownGoodTooShort,
      rule: "`last_known_good` is longer than `stale_after`.",
      why: """
        Both ages count from the moment when the data was true. Data that has gone stale is then too old for the last known good as \
        well, and the step never holds.
        """,
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, at: {type: time}}
            as_of: at
            stale_after: 30s
            fallback: [last_known_good: 20s]
        sinks: {out: {type: console, fields: {x: a.x}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          a:
            type: redis_hash
            key: app:a
            fields: {x: {type: number}, at: {type: time}}
            as_of: at
            stale_after: 30s
            fallback: [last_known_good: 15m]
        sinks: {out: {type: console, fields: {x: a.x}}}
        """)),
    CodePage(
      .shortLifetime,
      rule: "What a sink writes lives for at least two ticks.",
      why: "One late tick, and readers find nothing.",
      wrong: .policy(
        """
        policy: demo
        every: 10s
        connections: {redis: "redis://localhost:6379/0"}
        sinks: {out: {type: redis_hash, key: "app:out", ttl: 15s, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 10s
        connections: {redis: "redis://localhost:6379/0"}
        sinks: {out: {type: redis_hash, key: "app:out", ttl: 5m, fields: {at: now}}}
        """)),
    CodePage(
      .zeroWeight,
      rule: "A weight is not 0.",
      why: "The value is read, computed and shown, and counts for nothing.",
      wrong: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0, b: 1}}
        sinks: {out: {type: console, fields: {x: v}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0.4, b: 0.6}}
        sinks: {out: {type: console, fields: {x: v}}}
        """)),
    CodePage(
      .negativeWeight,
      rule: "Weights of one sum all have one sign.",
      why: "A negative one takes back what the others add: of a protection it makes its reverse. A sign is easily mistyped.",
      wrong: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0.5, b: -0.5}}
        sinks: {out: {type: console, fields: {x: v}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0.5, b: 0.5}}
        sinks: {out: {type: console, fields: {x: v}}}
        """)),
    CodePage(
      .weightsAboveClamp,
      rule: "Weights under a clamp at 1 add up to no more than 1, where the sum could exceed it.",
      why: "Beyond the clamp, inputs that rise further change nothing: two that are high look like one.",
      wrong: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0.9, b: 1.7}, clamp: [0, 1]}
        sinks: {out: {type: console, fields: {x: v}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {a: 0.2, b: 0.5}
        values:
          v: {weights: {a: 0.5, b: 0.5}, clamp: [0, 1]}
        sinks: {out: {type: console, fields: {x: v}}}
        """)),
  ]
}
