// GV0300 to GV0399: sources, sinks, metrics, and what binds them. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofSourcesAndSinks: [CodePage] = [
    CodePage(
      .badPlaceholder,
      rule: "A placeholder in a key is filled by something: the entity of `for_each`, or a param. Braces stand for nothing else.",
      why: "With the placeholder left in it, the key would be one that nobody writes, and the source would always be absent.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        params: {cluster_id: default}
        sinks:
          out: {type: redis_hash, key: "app:out:{clusterid}", ttl: 5m, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        params: {cluster_id: default}
        sinks:
          out: {type: redis_hash, key: "app:out:{cluster_id}", ttl: 5m, fields: {at: now}}
        """)),
    CodePage(
      .badFallback,
      rule: """
        `fallback` is a list of steps that a record which is not fresh goes down: `last_known_good: 15m`, `default: {field: value}`, `missing`, \
        `withhold`. A step behind one that always ends the list is never reached; a default names fields that the source has.
        """,
      why: "The list is what runs when things are bad. It must say exactly what it seems to say.",
      wrong: .policy(
        """
        policy: demo
        sources:
          state:
            type: static
            fields: {heat: {type: number}}
            values: {heat: 1}
            fallback: [missing, last_known_good: 15m]
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """),
      right: .policy(
        """
        policy: demo
        sources:
          state:
            type: static
            fields: {heat: {type: number}}
            values: {heat: 1}
            fallback: [last_known_good: 15m, missing]
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """)),
    CodePage(
      .badAsOf,
      rule: "`as_of` names a required field of the source, of type `time`: when the data was true. `stale_after` counts from it.",
      why: "Without it the age of a record is the time since it was read, which is none: data from last year would be fresh.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          state:
            type: redis_hash
            key: app:state
            fields: {heat: {type: number}, timestamp: {type: number}}
            as_of: timestamp
            stale_after: 30s
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          state:
            type: redis_hash
            key: app:state
            fields: {heat: {type: number}, timestamp: {type: time}}
            as_of: timestamp
            stale_after: 30s
        sinks: {out: {type: console, fields: {heat: state.heat}}}
        """)),
    CodePage(
      .badForEach,
      rule:
        "`for_each: {symbol: positions}` calls an entity `symbol`, and names the one source that finds them. The key of that source uses the same word.",
      why: "The rows of a tick are what this source finds. A source that reads one record finds none.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        for_each: {symbol: position}
        sources:
          positions: {type: redis_scan, keys: "app:position:{symbol}"}
        sinks: {out: {type: console, fields: {symbol: symbol}}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        for_each: {symbol: positions}
        sources:
          positions: {type: redis_scan, keys: "app:position:{symbol}"}
        sinks: {out: {type: console, fields: {symbol: symbol}}}
        """)),
    CodePage(
      .badConnection,
      rule: "A source or a sink that talks to a server has a connection, and the connection's URL is one that its plugin can use.",
      why: "The address is checked when the policy is loaded, so that a slip in it does not show at the first outage.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "localhost:6379"}
        sinks:
          out: {type: redis_hash, key: "app:out", ttl: 5m, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          out: {type: redis_hash, key: "app:out", ttl: 5m, fields: {at: now}}
        """)),
    CodePage(
      .overlappingKeys,
      rule: """
        No two sinks can write the same key, whatever their placeholders are filled with. `localhost`, `127.0.0.1` and `[::1]` are one server; that \
        two names lead to one address, a name server alone knows, and nobody asks it.
        """,
      why: "They would overwrite each other on every tick, and a reader would see now one, now the other.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          one: {type: redis_hash, key: "app:out", ttl: 5m, fields: {at: now}}
          two: {type: redis_hash, key: "app:out", ttl: 5m, fields: {mode: mode}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          one: {type: redis_hash, key: "app:one", ttl: 5m, fields: {at: now}}
          two: {type: redis_hash, key: "app:two", ttl: 5m, fields: {mode: mode}}
        """)),
    CodePage(
      .sourceCycle,
      rule: "No source's key holds a field of a source that needs its own field, through whatever lies between.",
      why: "A source is read once in a tick, when its key is known. In a ring none of them could be read first.",
      wrong: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          account: {type: redis_hash, key: "app:account:{market.venue}", fields: {zone: {type: text}}}
          market: {type: redis_hash, key: "app:market:{account.zone}", fields: {venue: {type: text}}}
        sinks:
          out: {type: console, fields: {zone: account.zone, venue: market.venue}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sources:
          account: {type: redis_hash, key: "app:account", fields: {zone: {type: text}}}
          market: {type: redis_hash, key: "app:market:{account.zone}", fields: {venue: {type: text}}}
        sinks:
          out: {type: console, fields: {zone: account.zone, venue: market.venue}}
        """)),
    CodePage(
      .cannotDelete,
      rule: "`when_withheld: delete` is for a sink that has keys, and can delete them.",
      why: "What is printed cannot be taken back. If the word were ignored, a reader would rely on a deletion that never happens.",
      wrong: .policy(
        """
        policy: demo
        sinks:
          out: {type: console, when_withheld: delete, fields: {at: now}}
        """),
      right: .policy(
        """
        policy: demo
        connections: {redis: "redis://localhost:6379/0"}
        sinks:
          out: {type: redis_hash, key: "app:out", ttl: 5m, when_withheld: delete, fields: {at: now}}
        """)),
    CodePage(
      .badEvent,
      rule: "`count` names an event: `source.NAME.stale`, `sink.NAME.written` or `check.NAME.violated`, with a name that the policy has.",
      why: "A counter of an event that never happens stays at nought, and an alert on it never fires.",
      wrong: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        metrics: {lines_total: {count: sink.out.writen}}
        """),
      right: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        metrics: {lines_total: {count: sink.out.written}}
        """)),
    CodePage(
      .badMetric,
      rule: """
        A metric can be shown as it is declared: the name of a counter ends in `_total` and that of a gauge does not, and a value of each entity \
        has a label that tells the entities apart.
        """,
      why: "Prometheus takes a name by its ending for what it is, and refuses a page on which one series stands twice.",
      wrong: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        metrics: {lines_written: {count: sink.out.written}}
        """),
      right: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        metrics: {lines_written_total: {count: sink.out.written}}
        """)),
  ]
}
