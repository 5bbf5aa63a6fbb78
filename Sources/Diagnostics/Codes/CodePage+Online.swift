// GV0400 to GV0499: what `host validate --online` finds at the servers. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofServers: [CodePage] = [
    CodePage(
      .serverUnreachable,
      rule: "A server that the policy names answers within the source's `timeout`.",
      why: """
        Nothing is known of its data, so this is no fault of the policy: the run ends with 2, not 1. Other findings of the same run still \
        count.
        """,
      wrong: .part("connections:\n  redis: redis://localhost:6380/0   # nothing listens there"),
      right: .part("connections:\n  redis: redis://localhost:6379/0")),
    CodePage(
      .answerUnusable,
      rule: "What a server answers is of the kind that the source reads: a hash for `redis_hash`, a page of metrics for `prometheus`.",
      why: "An answer of another kind makes the record invalid in every tick, and its fallback stands for it.",
      wrong: .part("key: app:state:list       # redis-cli TYPE says list"),
      right: .part("key: app:state:account    # redis-cli TYPE says hash")),
    CodePage(
      .nothingThere,
      rule: "The key or series that a source names is there.",
      why: """
        A misspelt key is the commonest fault that no file shows. It is an error where the outputs would be kept back for it, and a warning \
        where the policy puts its own values in the place, or where some entities have no record.
        """,
      wrong: .part("key: app:state:acount"),
      right: .part("key: app:state:account")),
    CodePage(
      .fieldNotThere,
      rule: "A record has the fields that are declared without `optional` and `default`.",
      why: "Without one of them the whole record is invalid, and its fallback stands for it.",
      wrong: .part("fields:\n  equity: {type: number}        # the hash has equity_usd"),
      right: .part("fields:\n  equity_usd: {type: number}")),
    CodePage(
      .fieldUnusable,
      rule: "A field has a value of its declared type, within its range.",
      why: "A value that cannot be used makes the record invalid; an optional field is then missing.",
      wrong: .part("fields:\n  drop: {type: number, range: [0, 1]}     # the data is in percent: 12.5"),
      right: .part("fields:\n  drop: {type: number, range: [0, 100]}")),
    CodePage(
      .staleData,
      rule: "Data is younger than `stale_after`, and not further in the future than `clock_skew`.",
      why: "Either what writes it has stopped, or its time is in another unit than declared (`in: milliseconds`), or a clock is wrong.",
      wrong: .part("fields:\n  written: {type: time}                    # holds 1769594400000"),
      right: .part("fields:\n  written: {type: time, in: milliseconds}")),
    CodePage(
      .noEntities,
      rule: "The source that `for_each` names finds at least one entity.",
      why: "Without entities nothing is computed. That may be right at this hour, and may be a pattern that fits no key.",
      wrong: .part("keys: app:position:{symbol}       # the keys begin with app:positions:"),
      right: .part("keys: app:positions:{symbol}")),
    CodePage(
      .foreignKeys,
      rule: "All keys that begin like the pattern fit it whole.",
      why:
        "Others are left alone: a placeholder is one segment between `:`, so `app:positions:EU:BTC` is no entity of `app:positions:{symbol}`.",
      wrong: .part("keys: app:positions:{symbol}      # and there are keys app:positions:EU:BTC"),
      right: .part("keys: app:positions:EU:{symbol}")),
    CodePage(
      .sinkKeyTaken,
      rule: "A key that a sink writes holds nothing, or what a sink of its type writes.",
      why: "A write to a key of another type fails in every tick. Keys of a sink belong to the sink.",
      wrong: .part("key: app:budget:{symbol}          # app:budget:BTC is a list"),
      right: .part("key: app:risk:budget:{symbol}")),
  ]
}
