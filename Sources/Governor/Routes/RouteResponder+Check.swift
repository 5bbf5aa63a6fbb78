internal import Diagnostics
internal import Policy

extension RouteResponder {
  /// What a check says: its verdict, the values behind it, what it reports, and whether it is enforced.
  func check(_ name: String, undecided: [RouteMember], _ request: RouteRequest) async throws(RouteRefusal) -> RouteAnswer {
    guard let check = policy.checks.first(where: { $0.name == name }) else {
      throw RouteRefusal(404, "unknown_check", "there is no check `\(name.shown(limit: 60))`")
    }
    let known = policy.parameters(of: check, besides: Array(request.places.keys)).map(\.name)
    try request.parameters.refuseOthers(than: known)
    let entity = check.cadence == .perEntity ? try entity(request) : nil
    let given = try request.parameters.record(check.given)
    return Self.answer(ask(check, entity: entity, given: given), check, policy.mode, undecided: undecided)
  }

  /// The answer as an object, its members in this order: `violation`, the values that the condition names, what is reported, `mode`, and then
  /// `enforce`, or what the policy says where the check cannot decide. A member that is reported stands for a value of the same name.
  static func answer(_ asked: AskedCheck, _ check: CheckDeclaration, _ mode: Mode, undecided: [RouteMember]) -> RouteAnswer {
    let isDecided = asked.verdict != .undecided
    var members: [(String, String)] = [("violation", asked.verdict == .violated ? "true" : "false")]
    let reported = Set(check.report.map(\.name))
    for (value, constant) in zip(check.condition, asked.condition) where !reported.contains(value.name) {
      members.append((value.name, isDecided ? constant?.json ?? "null" : "null"))
    }
    for (output, constant) in zip(check.report, asked.report) {
      let said = isDecided ? constant : undecided.first { $0.name == output.name }?.value
      members.append((output.name, said?.json ?? "null"))
    }
    members.append(("mode", JSONText.string(mode.rawValue)))
    if isDecided {
      members.append(("enforce", asked.isEnforced ? "true" : "false"))
    } else {
      let known = Set(members.map(\.0))
      members += undecided.filter { !known.contains($0.name) }.map { ($0.name, $0.value.json) }
    }
    return RouteAnswer(body: JSONText.object(members))
  }

  /// Asks over the values of the last tick; an entity that it does not know has none.
  private func ask(_ check: CheckDeclaration, entity: String?, given: [Column]) -> AskedCheck {
    let row = entity.flatMap { report?.snapshot.entities?.row(of: $0) }
    func value(_ register: Register) -> Column {
      let info = policy.program.info(register)
      let isShared = info.cadence == .perTick
      return (report?.evaluation[register] ?? Column(for: info.type)).single(row: isShared ? 0 : row, info.type)
    }
    let inputs = check.inputs.map { input in
      switch input {
      case .given(let index): given[index]
      case .value(let register): value(register)
      }
    }
    var evaluator = Evaluator(check.program)
    let found = evaluator.evaluate(inputs: inputs, rows: 1)
    let violated = found[check.violated].constant(row: 0, .boolean)
    let verdict: CheckReport.Verdict = violated.map { $0 == .boolean(true) ? .violated : .allowed } ?? .undecided
    return AskedCheck(
      verdict: verdict, isEnforced: policy.mode == .enforce,
      condition: check.condition.map { value($0.register).constant(row: 0, $0.type) },
      report: check.report.map { found[$0.register].constant(row: 0, $0.type) })
  }
}
