// GV0330 to GV0339: metrics.
extension CodePage {
  private static let head = """
    policy: demo
    params: {limit: 5}
    sinks: {out: {type: console, fields: {limit: limit}}}

    """

  static let ofMetrics: [CodePage] = [
    CodePage(
      .badEvent,
      rule: """
        A counter counts an event: `source.NAME.EVENT`, `sink.NAME.EVENT` or `check.NAME.EVENT`, of a source, sink or check of the same \
        policy.
        """,
      why: "A counter of an event that cannot happen stays at 0, and looks like good news.",
      wrong: .policy(head + "metrics:\n  rows_total: {count: sink.out.writen}"),
      right: .policy(head + "metrics:\n  rows_total: {count: sink.out.written}")),
    CodePage(
      .badMetric,
      rule: """
        A counter's name ends in `_total` and no other's does. A gauge of a value of each entity has a label that is the entity, and \
        `per` names the entity.
        """,
      why: "Scrapers go by the names, and two entities without a label of their own would share one series.",
      wrong: .policy(head + "metrics:\n  rows_written: {count: sink.out.written}"),
      right: .policy(head + "metrics:\n  rows_written_total: {count: sink.out.written}")),
  ]
}
