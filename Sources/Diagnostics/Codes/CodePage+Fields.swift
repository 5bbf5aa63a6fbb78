// GV0100 to GV0199: fields, their values, and interpolation. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofFields: [CodePage] = [
    CodePage(
      .missingField,
      rule: "A required field is there. The finding points where it would be written, and says what it is for.",
      why: "There is no default that would be right for everybody: how long a budget may live, say.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          out: {type: redis_hash, key: "app:out", fields: {at: now}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          out: {type: redis_hash, key: "app:out", ttl: 5m, fields: {at: now}}
        """)),
    CodePage(
      .wrongKind,
      rule: "A place takes a mapping (`name: value`), a list (`[a, b]`) or a single value, and the policy has another of the three there.",
      why: "To guess what was meant would be to run a policy that nobody wrote.",
      wrong: .policy(
        """
        policy: demo
        sinks:
          - {type: console, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: demo
        sinks:
          out: {type: console, fields: {at: now}}
        """)),
    CodePage(
      .wrongType,
      rule: "A value has the type that its place wants: a number, a duration with its unit, `true` or `false`, a time, an address.",
      why:
        "`30` is thirty seconds to one reader and thirty minutes to the next. The finding shows the value once its variables are put in.",
      wrong: .policy(
        """
        policy: demo
        every: 10
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 10s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .outOfRange,
      rule: "A value lies in its range: that of a param, that of a field, or that which the host itself can carry out.",
      why: "A range says what a sane value is. A variable that is set to `2` for a share of `0.02` is caught here, before it moves money.",
      wrong: .policy(
        """
        policy: demo
        params:
          base_risk_pct: {value: "${BASE_RISK_PCT:-0.02}", range: [0, 1]}
        sinks: {out: {type: console, fields: {share: base_risk_pct}}}
        """, environment: ["BASE_RISK_PCT": "2"]),
      right: .policy(
        """
        policy: demo
        params:
          base_risk_pct: {value: "${BASE_RISK_PCT:-0.02}", range: [0, 1]}
        sinks: {out: {type: console, fields: {share: base_risk_pct}}}
        """, environment: ["BASE_RISK_PCT": "0.02"])),
    CodePage(
      .notBuiltYet,
      rule: "The word belongs to the policy language, and this version of the host does not carry it out yet.",
      why: "A word that is read and ignored would promise a safety that is not there.",
      wrong: .part("a word that a newer version of the host knows"),
      right: .part("the policy without it, or the newer version")),
    CodePage(
      .emptyValue,
      rule: "A field that is written has a value.",
      why:
        "YAML reads `every:` with nothing behind it as null. Was it forgotten, or meant to take the default? To take the default, leave it out.",
      wrong: .policy(
        """
        policy: demo
        values:
          budget:
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        values:
          budget: 500
        sinks: {out: {type: console, fields: {budget: budget}}}
        """)),
    CodePage(
      .unknownField,
      rule:
        "Only the fields that a mapping knows are written in it. The finding lists them, and suggests one where the word looks like a slip.",
      why: "A misspelt option would otherwise be ignored: `stale_aftr: 30s` would mean that data never gets stale.",
      wrong: .policy(
        """
        policy: demo
        evry: 10s
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 10s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .notAChoice,
      rule: "A place with a fixed set of words takes one of them, as it stands in the list.",
      why: "A mode that nobody knows is neither `shadow` nor `enforce`, and which of the two it resembles must not be guessed.",
      wrong: .policy(
        """
        policy: demo
        mode: enforced
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        mode: enforce
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .badName,
      rule:
        "The name of a param, a source, a value, a field or a sink is a word: letters, digits and `_`, no digit first, and no word of the language.",
      why: "Names stand in formulas, where `heat-level` is `heat` less `level`.",
      wrong: .policy(
        """
        policy: demo
        values:
          heat-level: 1
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        values:
          heat_level: 1
        sinks: {out: {type: console, fields: {heat: heat_level}}}
        """)),
    CodePage(
      .unknownType,
      rule: "The `type` of a source or a sink names a plugin of this host.",
      why: "Without the plugin nothing can be read or written. `host plugins` lists those that there are.",
      wrong: .policy(
        """
        policy: demo
        sinks: {out: {type: consle, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .badInterval,
      rule: "An interval has a lower and a higher end: `[0, 1]` with both ends, `\"(0, 1]\"` without the lower one.",
      why: "In an interval that is upside down or empty no number lies, so every record would be invalid.",
      wrong: .policy(
        """
        policy: demo
        params:
          share: {value: 0.5, range: [1, 0]}
        sinks: {out: {type: console, fields: {share: share}}}
        """),
      right: .policy(
        """
        policy: demo
        params:
          share: {value: 0.5, range: [0, 1]}
        sinks: {out: {type: console, fields: {share: share}}}
        """)),
    CodePage(
      .conflictingFields,
      rule: "Two fields of one mapping do not exclude each other, and one that needs another has it.",
      why: "A field cannot be both allowed to be missing and replaced when it is. One of the two words would be ignored.",
      wrong: .policy(
        """
        policy: demo
        sources:
          state:
            type: static
            fields: {heat: {type: number, outside: clamp}}
            values: {heat: 1}
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """),
      right: .policy(
        """
        policy: demo
        sources:
          state:
            type: static
            fields: {heat: {type: number, range: [0, 1], outside: clamp}}
            values: {heat: 1}
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """)),
    CodePage(
      .unsetVariable,
      rule: "A variable of the environment that has no default is set. One that is set to nothing counts as not set.",
      why: "A policy that runs without what it was promised runs with other numbers.",
      wrong: .policy(
        """
        policy: demo
        every: ${EVERY_SEC}s
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: ${EVERY_SEC:-10}s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .badInterpolation,
      rule: "An interpolation is `${NAME}`, `${NAME:-default}` or `${NAME:?message}`. A default holds no other variable.",
      why: "Shells know more forms, and differ in what they mean. `${NAME-default}` would be one of them.",
      wrong: .policy(
        """
        policy: demo
        every: ${EVERY_SEC-10}s
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: ${EVERY_SEC:-10}s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
  ]
}
