internal import Diagnostics
public import Governor
internal import Policy

/// Reads off a tick what an operator should know. Faults of one server are one condition, whoever met them.
public enum Conditions {
  /// All that is wrong in a tick.
  public static func of(_ report: TickReport) -> [Condition] {
    entities(report) + places(report) + report.snapshot.sources.flatMap { source($0, report) }
      + report.sinks.compactMap { sink($0, report) } + report.checks.flatMap { check($0, report) }
      + report.publications.compactMap { publication($0) }
  }

  /// Metrics that have more series than their policy allows.
  public static func of(_ metrics: [CutMetric]) -> [Condition] {
    metrics.filter { $0.now > 0 }.map { metric in
      Condition(
        key: "metric \(metric.name) cut", subject: "metric \(metric.name)",
        text: "has more series than `series_limit`, which is \(metric.limit): \(metric.now) are left out")
    }
  }

  /// Without entities nothing is computed, which the counts of a tick do not tell from having none.
  private static func entities(_ report: TickReport) -> [Condition] {
    guard !report.knowsEntities, let entity = report.policy.entity else { return [] }
    let text = "it cannot be found out which `\(entity)` there are, so nothing that goes by them, or over them, is computed or written"
    return [Condition(key: "entities", subject: "policy \(report.policy.name)", text: text)]
  }

  /// Servers that could not be asked.
  private static func places(_ report: TickReport) -> [Condition] {
    let faults =
      report.snapshot.sources.compactMap { source in source.fault.map { ($0, "source \(source.name)") } }
      + report.sinks.compactMap { sink in sink.fault.map { ($0, "sink \(sink.name)") } }
      + report.publications.compactMap { sink in sink.fault.map { ($0, publishing(sink)) } }
    var order: [String] = []
    var found: [String: (text: String, who: [String])] = [:]
    for (fault, who) in faults where fault.kind == .unreachable {
      if found[fault.place] == nil { order.append(fault.place) }
      found[fault.place, default: (fault.message, [])].who.append(who)
    }
    return order.compactMap { place in
      found[place].map {
        let effects = effects(of: place, report)
        return Condition(
          key: "place \(place)", subject: place, text: ([$0.text] + effects.map(\.text)).joined(separator: "; "), affected: $0.who,
          cause: "\(wording($0.text)), \($0.who.joined(separator: ", "))", gravity: effects.map(\.gravity).max() ?? 0,
          effects: Set(effects.map(\.text)))
      }
    }
  }

  /// What becomes of the sources that could not be read from a place: the worst of their records.
  private static func effects(of place: String, _ report: TickReport) -> [(gravity: Int, text: String)] {
    report.snapshot.sources.compactMap { source in
      guard let fault = source.fault, fault.kind == .unreachable, fault.place == place else { return nil }
      guard let worst = worst(source) else { return nil }
      return (gravity(worst), "\(source.name): \(consequence(source, worst))")
    }
  }

  /// The worst that stands for records, or for those in a state; nil where there are none.
  static func worst(_ source: SourceSnapshot, _ state: RecordState? = nil) -> Outcome? {
    let outcomes = state.map { state in zip(source.states, source.outcomes).filter { $0.0 == state }.map(\.1) } ?? source.outcomes
    return outcomes.max { gravity($0) < gravity($1) }
  }

  /// The further from the record itself, the graver.
  static func gravity(_ outcome: Outcome) -> Int { Int(outcome.rawValue) }

  /// What stands for a source, and why no better.
  static func consequence(_ source: SourceSnapshot, _ outcome: Outcome) -> String {
    (source.tooOld > 0 ? "the last known good record is too old, " : "") + outcome.consequence
  }

  /// A message without its figures and durations: another port of the same fault, or another wait, is no other cause. The status of an answer
  /// is one.
  static func wording(_ text: String) -> String {
    let words = text.split(separator: " ")
    return words.indices.compactMap { index -> String? in
      if index > 0, words[index - 1] == "status" { return String(words[index]) }
      return words[index].first?.isNumber ?? false ? nil : words[index].filter { !$0.isNumber }
    }.joined(separator: " ")
  }

  static func name(_ row: Int, _ report: TickReport) -> String {
    report.snapshot.entities.flatMap { row < $0.count ? $0.name(row) : nil } ?? "one"
  }

  /// How large a number is, roughly: what has doubled is worth another word.
  static func magnitude(_ count: Int) -> String { "\(Int.bitWidth - count.leadingZeroBitCount)" }

  /// Rows that a sink could not write, or had no value for.
  private static func sink(_ sink: SinkReport, _ report: TickReport) -> Condition? {
    if let fault = sink.fault, fault.kind == .invalid {
      let deletes = report.policy.sinks.contains { $0.name == sink.name && $0.whenWithheld == .delete }
      return Condition(
        key: "sink \(sink.name) failed", subject: "sink \(sink.name)",
        text: "\(sink.failed) rows not written\(deletes ? " or deleted" : ""): \(fault.message)",
        cause: "\(magnitude(sink.failed)) \(wording(fault.message))", gravity: sink.written == 0 ? 1 : 0)
    }
    guard sink.missing > 0 else { return nil }
    let isPerEntity = report.policy.sinks.first { $0.name == sink.name }?.cadence == .perEntity
    // What goes over all entities has no value where there are none, which is no fault.
    guard isPerEntity || report.policy.entity == nil || report.snapshot.rows > 0 else { return nil }
    return Condition(
      key: "sink \(sink.name) missing", subject: "sink \(sink.name)", text: MissingRows.text(sink, report),
      cause: magnitude(sink.missing), gravity: sink.missing == (isPerEntity ? report.snapshot.rows : 1) ? 1 : 0)
  }
}
