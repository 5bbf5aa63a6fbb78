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
    let text = "it cannot be found out which `\(entity)` there are, so nothing is computed and nothing is written"
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
          cause: wording($0.text), gravity: effects.map(\.gravity).max() ?? 0, effects: Set(effects.map(\.text)))
      }
    }
  }

  /// What becomes of the sources that could not be read from a place: the worst of their records.
  private static func effects(of place: String, _ report: TickReport) -> [(gravity: Int, text: String)] {
    report.snapshot.sources.compactMap { source in
      guard let fault = source.fault, fault.kind == .unreachable, fault.place == place else { return nil }
      guard let worst = source.outcomes.max(by: { $0.rawValue < $1.rawValue }) else { return nil }
      return (gravity(worst), "\(source.name): \(consequence(source, worst))")
    }
  }

  /// The further from the record itself, the graver.
  private static func gravity(_ outcome: Outcome) -> Int { Int(outcome.rawValue) }

  /// What stands for a source, and why no better.
  private static func consequence(_ source: SourceSnapshot, _ outcome: Outcome) -> String {
    (source.tooOld > 0 ? "the last known good record is too old, " : "") + outcome.consequence
  }

  /// A message without its figures and durations: another port of the same fault, or another wait, is no other cause.
  private static func wording(_ text: String) -> String {
    text.split(separator: " ").filter { !($0.first?.isNumber ?? false) }.joined(separator: " ").filter { !$0.isNumber }
  }

  /// What is wrong with a source's data. For a source with a record for each entity only what is invalid counts: that some have no record
  /// may well be the ordinary case, and the line of the tick tells it.
  private static func source(_ source: SourceSnapshot, _ report: TickReport) -> [Condition] {
    let declaration = report.policy.sources.first { $0.name == source.name }
    var conditions: [Condition] = []
    func add(_ state: String, _ text: String, count: Int? = nil) {
      conditions.append(
        Condition(
          key: "source \(source.name) \(state)", subject: "source \(source.name)", text: text, cause: count.map(magnitude)))
    }
    func add(_ state: RecordState, _ reason: String?, standing outcome: Outcome) {
      let effect = consequence(source, outcome)
      conditions.append(
        Condition(
          key: "source \(source.name) \(state)", subject: "source \(source.name)",
          text: "\(state.word)\(reason.map { " (\($0))" } ?? ""); \(effect)", cause: reason.map(wording) ?? "",
          gravity: gravity(outcome), effects: [effect]))
    }
    if declaration?.cadence == .perTick, let state = source.states.first, let outcome = source.outcomes.first {
      switch state {
      case .fresh, .unreachable: break
      case .stale, .invalid: add(state, source.fault?.message ?? "no reason known", standing: outcome)
      case .absent: add(state, declaration.flatMap { source.absence(of: 0, $0) }, standing: outcome)
      }
    } else if source.count(.invalid) > 0 {
      add(
        "invalid", "\(source.count(.invalid)) invalid records, such as: \(source.fault?.message ?? "no reason known")",
        count: source.count(.invalid))
    }
    if let all = declaration.flatMap({ allAlike(source, $0) }) { conditions.append(all) }
    for (index, held) in source.heldFields.sorted(by: { $0.key < $1.key }) {
      guard let field = declaration?.fields[index], let range = field.range else { continue }
      add(
        "\(field.name) held",
        "`\(field.name)` lies outside \(range) and is held to it, such as \(NumberFormat.text(held.value)): is it in the unit that the policy expects?"
      )
    }
    if declaration?.cadence == .perEntity, source.count(.withheld) > 0, let row = source.outcomes.firstIndex(of: .withheld),
      source.states[row] == .absent || source.states[row] == .stale
    {
      add(
        "withheld",
        "what needs it is not written for \(source.count(.withheld)) of \(source.states.count), such as `\(name(row, report).shown(limit: 60))`: its record is \(source.states[row].word)",
        count: source.count(.withheld))
    }
    if source.unusableFields > 0 {
      // The fault of a source is that of an invalid record, where there is one.
      let example = source.count(.invalid) == 0 ? source.fault.map { ", such as: \($0.message)" } ?? "" : ""
      add("fields", "\(source.unusableFields) optional fields that cannot be used\(example)", count: source.unusableFields)
    }
    if source.skippedKeys > 0 { add("keys", "\(source.skippedKeys) keys do not fit the pattern and are left alone") }
    return conditions
  }

  /// What is wrong with all records of a source that has one for each entity. One without a record may be the ordinary case, and one that stands
  /// still; that none of several has one, or that all stand still, is not. What is withheld is told as such.
  private static func allAlike(_ source: SourceSnapshot, _ declaration: SourceDeclaration) -> Condition? {
    let (rows, stale, absent) = (source.states.count, source.count(.stale), source.count(.absent))
    guard declaration.cadence == .perEntity, rows > 0, stale + absent == rows, stale > 0 || rows > 1, source.count(.withheld) == 0,
      let worst = source.outcomes.max(by: { $0.rawValue < $1.rawValue })
    else { return nil }
    let effect = consequence(source, worst)
    let fault = source.fault.map { " (such as: \($0.message))" } ?? ""
    let text =
      absent == rows
      ? "none of \(rows) has a record"
      : "no record of \(rows) is fresh: \(stale) stale\(absent > 0 ? ", \(absent) absent" : "")\(fault)"
    return Condition(
      key: "source \(source.name) all \(absent == rows ? "absent" : "stale")", subject: "source \(source.name)", text: "\(text); \(effect)",
      gravity: gravity(worst), effects: [effect])
  }

  /// What a check cannot judge, although there is a value: in mode enforce it lets pass what may well be far too much.
  private static func check(_ check: CheckReport, _ report: TickReport) -> [Condition] {
    let lacking = check.lacking.map { given in
      Condition(
        key: "check \(check.name) \(given) lacking", subject: "check \(check.name)",
        text: "undecided for \(check.cadence == .perEntity ? "all \(check.verdicts.count)" : "want of a value"), as `\(given)` is missing")
    }
    let undecidable =
      check.undecidable == 0
      ? []
      : [
        Condition(
          key: "check \(check.name) undecidable", subject: "check \(check.name)",
          text: "undecided for \(check.undecidable) of \(check.verdicts.count), as its formula divides by zero, overflows or the like",
          cause: magnitude(check.undecidable))
      ]
    return lacking + undecidable
      + check.outside.map { outside in
        let entity = check.cadence == .perEntity ? " such as that of `\(name(outside.row, report).shown(limit: 60))`," : ""
        return Condition(
          key: "check \(check.name) \(outside.given) outside", subject: "check \(check.name)",
          text:
            "undecided for \(outside.count) of \(check.verdicts.count), as `\(outside.given)` lies outside \(outside.range),\(entity) which is \(NumberFormat.text(outside.value))",
          cause: magnitude(outside.count))
      }
  }

  private static func name(_ row: Int, _ report: TickReport) -> String {
    report.snapshot.entities.flatMap { row < $0.count ? $0.name(row) : nil } ?? "one"
  }

  /// How large a number is, roughly: what has doubled is worth another word.
  private static func magnitude(_ count: Int) -> String { "\(Int.bitWidth - count.leadingZeroBitCount)" }

  private static func publishing(_ publication: SinkReport) -> String { "check \(publication.name) publish" }

  /// Violations that nobody is told of. Those that a server is away for are told with the server.
  private static func publication(_ publication: SinkReport) -> Condition? {
    let lost = publication.withheld + publication.missing
    func condition(_ count: Int, _ why: String) -> Condition {
      Condition(
        key: "check \(publication.name) publish failed", subject: publishing(publication),
        text: "failed: \(counted(count, "violation")) not published: \(why)")
    }
    if let fault = publication.fault, fault.kind == .invalid { return condition(publication.failed, fault.message) }
    return lost > 0 ? condition(lost, "a value that is to be published is missing") : nil
  }

  /// Rows that a sink could not write, or had no value for.
  private static func sink(_ sink: SinkReport, _ report: TickReport) -> Condition? {
    if let fault = sink.fault, fault.kind == .invalid {
      let deletes = report.policy.sinks.contains { $0.name == sink.name && $0.whenWithheld == .delete }
      return Condition(
        key: "sink \(sink.name) failed", subject: "sink \(sink.name)",
        text: "\(sink.failed) rows not written\(deletes ? " or deleted" : ""): \(fault.message)", cause: magnitude(sink.failed))
    }
    guard sink.missing > 0 else { return nil }
    return Condition(
      key: "sink \(sink.name) missing", subject: "sink \(sink.name)", text: MissingRows.text(sink, report))
  }
}
