// GV0400 to GV0499: what a look at the servers finds. The examples are lines of a policy beside what the servers hold.
extension CodePage {
  static let ofServers: [CodePage] = [
    CodePage(
      .serverUnreachable,
      rule: "A server or program that the policy reads from can be reached from here, and answers in time.",
      why:
        "Nothing is known of the data behind it. This is a finding about the machine that looks, or about the server or program, and not about the policy.",
      wrong: .part("connections: {redis: \"redis://localhost:6380/0\"}   # and nothing listens there"),
      right: .part("connections: {redis: \"redis://localhost:6379/0\"}")),
    CodePage(
      .answerUnusable,
      rule: "What a server answers is what the source reads: a hash where a hash is read, a page of metrics where metrics are.",
      why: "The source would be invalid on every tick, and its fallback would be all that ever runs.",
      wrong: .part("key: app:state   # and a list lies there"),
      right: .part("key: app:state   # and a hash lies there")),
    CodePage(
      .nothingThere,
      rule: "The key, the series or the record that a source reads is there.",
      why: "A key that is spelt in another way than its writer spells it is absent for ever, and looks like an outage.",
      wrong: .part("key: app:sate    # and its writer writes app:state"),
      right: .part("key: app:state")),
    CodePage(
      .fieldNotThere,
      rule: "A required field is in the record.",
      why: "Without it the record is invalid, and the source goes down its fallback.",
      wrong: .part("fields: {equity: {type: number}}       # and the hash has equity_usd"),
      right: .part("fields: {equity_usd: {type: number}}")),
    CodePage(
      .fieldUnusable,
      rule: "A field holds the type that the policy declares, and lies in its range.",
      why: "A value such as `nan` or `1,000` is no number, and makes its record invalid.",
      wrong: .part("fields: {share: {type: number, range: [0, 1]}}     # and the hash holds 40"),
      right: .part("fields: {share: {type: number, range: [0, 100]}}")),
    CodePage(
      .staleData,
      rule: "The data is younger than `stale_after`, and not from the future.",
      why: "Either its writer has stopped, or the clocks differ, or the limit is shorter than the writer's interval.",
      wrong: .part("stale_after: 30s   # and the writer writes once a minute"),
      right: .part("stale_after: 150s")),
    CodePage(
      .noEntities,
      rule: "The source that `for_each` names finds entities.",
      why: "Without entities nothing is written, and that looks the same as a quiet day.",
      wrong: .part("keys: app:positions:{symbol}   # and the keys are app:position:BTCUSDT"),
      right: .part("keys: app:position:{symbol}")),
    CodePage(
      .foreignKeys,
      rule: "The keys that a scan finds fit its pattern, in which a placeholder is one segment between `:`.",
      why: "Keys that do not fit are left alone. If they were meant, their entities get nothing.",
      wrong: .part("keys: app:position:{symbol}   # and there is app:position:binance:BTCUSDT"),
      right: .part("keys: app:position:binance:{symbol}")),
    CodePage(
      .sinkKeyTaken,
      rule: "The keys that a sink writes are its own: no list, set or text of somebody else lies there.",
      why: "Redis refuses a hash where something else lies, so nothing would be written; and what lies there belongs to somebody.",
      wrong: .part("key: app:out   # and a list lies there"),
      right: .part("key: app:budget")),
    CodePage(
      .valueHeld,
      rule: "A value with `outside: clamp` lies in its range of itself.",
      why:
        "It is held to the nearer end, and the record is good. A value far outside is mostly one in another unit, such as percent for a share.",
      wrong: .part("heat: {name: heat_percent, range: [0, 1], outside: clamp}   # the page says 65"),
      right: .part("heat: {name: heat_percent, range: [0, 100], outside: clamp}")),
    CodePage(
      .stateInUse,
      rule: "Each host has a folder of its own for `--state-dir`.",
      why: "Two hosts would write over each other's last known good records, and each would go on with what the other knew.",
      wrong: .command("host run policies/risk.yaml --state-dir /var/lib/governor   # while another host runs with it"),
      right: .command("host run policies/risk.yaml --state-dir /var/lib/governor-test")),
    CodePage(
      .stateUnusable,
      rule: "The folder of `--state-dir` can be opened, or made in a folder that is there.",
      why: "A host that was to keep its last known good records and never could would forget them at the restart that they were for.",
      wrong: .command("host run policies/risk.yaml --state-dir /var/lib/goverlor/state   # /var/lib/goverlor is not there"),
      right: .command("host run policies/risk.yaml --state-dir /var/lib/governor")),
  ]
}
