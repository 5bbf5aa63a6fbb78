internal import Governor

/// Says in a few words what became of a sink's rows in a tick: `written:3`, `written:2,withheld:1`, `inactive`.
enum SinkSummary {
  /// The words for a sink. Rows that are kept back count as withheld whatever the reason, as in the line's own count.
  static func text(_ sink: SinkReport) -> String {
    guard sink.isActive else { return "inactive" }
    let rest = [("withheld", sink.withheld + sink.missing), ("deleted", sink.deleted), ("failed", sink.failed)].filter { $0.1 > 0 }
    return ([("written", sink.written)] + rest).map { "\($0.0):\($0.1)" }.joined(separator: ",")
  }
}
