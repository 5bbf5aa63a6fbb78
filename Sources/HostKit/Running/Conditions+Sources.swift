internal import Diagnostics
internal import Governor
internal import Policy

extension Conditions {
  /// What is wrong with a source's data. What a server that is away has to do with it is told with the server.
  static func source(_ source: SourceSnapshot, _ report: TickReport) -> [Condition] {
    guard let declaration = report.policy.sources.first(where: { $0.name == source.name }) else { return [] }
    let records = declaration.cadence == .perTick ? [record(source, declaration)] : records(source, report)
    return records.compactMap { $0 } + values(source, declaration)
  }

  /// The one record of a source.
  private static func record(_ source: SourceSnapshot, _ declaration: SourceDeclaration) -> Condition? {
    guard let state = source.states.first, let outcome = source.outcomes.first else { return nil }
    let reason: String?
    switch state {
    case .fresh, .unreachable: return nil
    case .stale, .invalid: reason = source.fault?.message ?? "no reason known"
    case .absent: reason = source.absence(of: 0, declaration)
    }
    let text = state.word + (reason.map { " (\($0))" } ?? "")
    return condition(source, "\(state)", text, standing: outcome, cause: reason.map(wording) ?? "")
  }

  /// Records of which there is one for each entity. That some have none, or one that stands still, may well be the ordinary case, and the line
  /// of the tick tells it; that none of several has one, or that all stand still, is not.
  private static func records(_ source: SourceSnapshot, _ report: TickReport) -> [Condition?] {
    let (rows, stale, absent, withheld) = (
      source.states.count, source.count(.stale), source.count(.absent), source.count(.withheld)
    )
    var conditions: [Condition?] = []
    if let worst = worst(source, .invalid) {
      let count = source.count(.invalid)
      let text = "\(counted(count, "invalid record")), such as: \(source.fault?.message ?? "no reason known")"
      conditions.append(condition(source, "invalid", text, standing: worst, cause: magnitude(count)))
    }
    if let row = source.outcomes.firstIndex(of: .withheld), source.states[row] == .absent || source.states[row] == .stale {
      let who = "`\(name(row, report).shown(limit: 60))`"
      let text = "what needs it is not written for \(withheld) of \(rows), such as \(who): its record is \(source.states[row].word)"
      conditions.append(
        Condition(
          key: "source \(source.name) withheld", subject: "source \(source.name)", text: text, cause: magnitude(withheld),
          gravity: gravity(.withheld)))
    }
    guard withheld == 0, rows > 0, stale + absent == rows else { return conditions }
    if stale > 0, let worst = worst(source) {
      let others = absent > 0 ? ", \(absent) absent" : ""
      let text = "no record of \(rows) is fresh: \(stale) stale\(others)\(source.fault.map { " (such as: \($0.message))" } ?? "")"
      conditions.append(condition(source, "all stale", text, standing: worst))
    } else if rows > 1, let worst = worst(source) {
      conditions.append(condition(source, "all absent", "none of \(rows) has a record", standing: worst))
    }
    return conditions
  }

  /// What is wrong with single values, and with keys.
  private static func values(_ source: SourceSnapshot, _ declaration: SourceDeclaration) -> [Condition] {
    var conditions: [Condition] = []
    func add(_ what: String, _ text: String, count: Int? = nil) {
      conditions.append(
        Condition(
          key: "source \(source.name) \(what)", subject: "source \(source.name)", text: text, cause: count.map(magnitude)))
    }
    for (index, held) in source.heldFields.sorted(by: { $0.key < $1.key }) {
      let field = declaration.fields[index]
      guard let range = field.range else { continue }
      add(
        "\(field.name) held",
        "`\(field.name)` lies outside \(range) and is held to it, such as \(NumberFormat.text(held.value)): is it in the unit that the policy expects?"
      )
    }
    if source.unusableFields > 0 {
      // The fault of a source is that of an invalid record, where there is one.
      let example = source.count(.invalid) == 0 ? source.fault.map { ", such as: \($0.message)" } ?? "" : ""
      add("fields", "\(source.unusableFields) optional fields that cannot be used\(example)", count: source.unusableFields)
    }
    if source.skippedKeys > 0 { add("keys", "\(source.skippedKeys) keys do not fit the pattern and are left alone") }
    return conditions
  }

  /// What stands for a record is part of what is wrong with it: when that grows worse, or is worse for a shadow, there is something to tell.
  private static func condition(
    _ source: SourceSnapshot, _ what: String, _ text: String, standing outcome: Outcome, cause: String? = nil
  ) -> Condition {
    let effect = consequence(source, outcome)
    return Condition(
      key: "source \(source.name) \(what)", subject: "source \(source.name)", text: "\(text); \(effect)", cause: cause,
      gravity: gravity(outcome), effects: [effect])
  }
}
