// GV0200 to GV0299: names and expressions. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofExpressions: [CodePage] = [
    CodePage(
      .expressionSyntax,
      rule: """
        An expression is made of numbers, `'text'`, names, calls, and the operators `+ - * / %`, `< <= > >= == !=`, `&& || !`, `?:`, `??` \
        and `in [..]`.
        """,
      why: "Every formula is read whole when the policy is loaded. What cannot be read never runs.",
      wrong: .policy(
        """
        policy: demo
        values:
          budget: 500 *
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        values:
          budget: 500 * 2
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .unknownName,
      rule:
        "A name in an expression is a param, a value, `source.field`, the entity, or one of `mode`, `now` and `policy`. Text stands in single quotes.",
      why: "A misspelt name has no value, and there is none to assume.",
      wrong: .policy(
        """
        policy: demo
        params: {base: 500}
        values:
          budget: bass * 2
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {base: 500}
        values:
          budget: base * 2
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .typeMismatch,
      rule: "The operands of an operator, the arguments of a function and the arms of a choice have the types that it takes.",
      why: "Nothing is converted in silence: neither is `'2'` a number, nor is 1 true. A fault of this kind never reaches a run.",
      wrong: .policy(
        """
        policy: demo
        values:
          budget: "'500' * 2"
        sinks: {out: {type: console, fields: {budget: budget}}}
        """),
      right: .policy(
        """
        policy: demo
        values:
          budget: 500 * 2
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .unitMismatch,
      rule:
        "What is added, compared or clamped has one unit. Multiplying and dividing make new units; a bare number takes the unit that its place wants.",
      why: "USD plus a share of heat is a number, and means nothing.",
      wrong: .policy(
        """
        policy: demo
        params:
          equity: {value: 100000, unit: usd}
          heat: 0.5
        sinks: {out: {type: console, fields: {budget: equity + heat}}}
        """),
      right: .policy(
        """
        policy: demo
        params:
          equity: {value: 100000, unit: usd}
          heat: 0.5
        sinks: {out: {type: console, fields: {budget: equity * heat}}}
        """)),
    CodePage(
      .cycle,
      rule: "No value depends on itself, neither directly nor through others. The finding shows the whole way round.",
      why: "There would be no value to begin with.",
      wrong: .policy(
        """
        policy: demo
        values:
          a: b + 1
          b: a + 1
        sinks: {out: {type: console, fields: {a: a}}}
        """),
      right: .policy(
        """
        policy: demo
        values:
          a: b + 1
          b: 1
        sinks: {out: {type: console, fields: {a: a}}}
        """)),
    CodePage(
      .nameCollision,
      rule: "Params, values, sources, the entity and the words `mode`, `now` and `policy` have names that differ.",
      why: "A formula could otherwise mean either, and a new param could change a formula that nobody touched.",
      wrong: .policy(
        """
        policy: demo
        params: {heat: 1}
        values: {heat: 2}
        sinks: {out: {type: console, fields: {heat: heat}}}
        """),
      right: .policy(
        """
        policy: demo
        params: {base_heat: 1}
        values: {heat: base_heat * 2}
        sinks: {out: {type: console, fields: {heat: heat}}}
        """)),
    CodePage(
      .unknownFunction,
      rule: """
        A call names one of `min`, `max`, `clamp`, `abs`, `sqrt`, `exp`, `log`, `pow`, `floor`, `ceil`, `round`, or over the entities of a tick \
        `sum`, `mean`, `min`, `max`, `count`.
        """,
      why: "The set is small and fixed, so that every formula can be checked and explained.",
      wrong: .policy(
        """
        policy: demo
        values: {share: "clmp(2, 0, 1)"}
        sinks: {out: {type: console, fields: {share: share}}}
        """),
      right: .policy(
        """
        policy: demo
        values: {share: "clamp(2, 0, 1)"}
        sinks: {out: {type: console, fields: {share: share}}}
        """)),
    CodePage(
      .wrongArguments,
      rule: "A function gets as many arguments as it takes.",
      why: "`clamp(x, 0)` has one bound, and which of the two it is cannot be known.",
      wrong: .policy(
        """
        policy: demo
        values: {share: "clamp(2, 0)"}
        sinks: {out: {type: console, fields: {share: share}}}
        """),
      right: .policy(
        """
        policy: demo
        values: {share: "clamp(2, 0, 1)"}
        sinks: {out: {type: console, fields: {share: share}}}
        """)),
    CodePage(
      .wrongScope,
      rule: "A value of each entity stands where there is an entity: in a formula or a key of its own, not in one for the whole tick.",
      why: "All entities would write to one key, and the last one would win.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        for_each: {symbol: positions}
        sources:
          positions: {type: redis_scan, keys: "app:position:{symbol}"}
        sinks:
          out: {type: redis_hash, key: "app:out", ttl: 5m, fields: {symbol: symbol}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        for_each: {symbol: positions}
        sources:
          positions: {type: redis_scan, keys: "app:position:{symbol}"}
        sinks:
          out: {type: redis_hash, key: "app:out:{symbol}", ttl: 5m, fields: {symbol: symbol}}
        """)),
  ]
}
