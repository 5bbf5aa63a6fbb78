internal import Diagnostics
internal import Policy

extension RouteResponder {
  /// What a check of the policy says to somebody who asks it by its name, whether or not a route names it. It never throws: whatever goes wrong
  /// is in the answer.
  public func check(_ name: String, _ request: RouteRequest) async -> RouteAnswer {
    do throws(RouteRefusal) {
      return try await check(name, undecided: [], request)
    } catch {
      return error.answer
    }
  }

  /// Asks a check of the policy by its name. The entity may stand in the places of the request or among its parameters; `undecided` is
  /// answered beside the rest where the check cannot decide.
  func check(_ name: String, undecided: [RouteMember], _ request: RouteRequest) async throws(RouteRefusal) -> RouteAnswer {
    guard let check = policy.checks.first(where: { $0.name == name }) else {
      throw RouteRefusal(404, "unknown_check", "there is no check `\(name.shown(limit: 60))`")
    }
    try request.parameters.refuseOthers(than: policy.parameters(of: check, besides: Array(request.places.keys)).map(\.name))
    let entity = check.cadence == .perEntity ? try entity(request) : nil
    let answer: CheckAnswer
    do throws(CheckRefusal) {
      answer = try await runner.ask(check: name, entity: entity, given: request.parameters.inputs(check.given.map(\.name)))
    } catch {
      throw RouteRefusal(error)
    }
    return Self.answer(answer, names: policy.values(inConditionOf: check).map(\.name), undecided: undecided)
  }

  /// The answer as an object, its members in this order: `violation`, the policy's values that the condition names, what is reported, `mode`,
  /// and then `enforce`, or what is said where the check cannot decide. A member that is reported stands for a value of the same name.
  static func answer(_ answer: CheckAnswer, names: [String], undecided: [RouteMember]) -> RouteAnswer {
    let isDecided = answer.verdict != .undecided
    let said = isDecided ? [] : undecided
    var members: [(String, String)] = [("violation", answer.verdict == .violated ? "true" : "false")]
    let reported = Set(answer.report.map(\.name))
    for value in answer.values where names.contains(value.name) && !reported.contains(value.name) {
      members.append((value.name, isDecided ? value.value?.json ?? "null" : "null"))
    }
    for value in answer.report {
      members.append((value.name, said.first { $0.name == value.name }?.value.json ?? value.value?.json ?? "null"))
    }
    members.append(("mode", JSONText.string(answer.mode.rawValue)))
    if isDecided { members.append(("enforce", answer.isEnforced ? "true" : "false")) }
    var known = Set(members.map(\.0))
    for member in said where known.insert(member.name).inserted { members.append((member.name, member.value.json)) }
    if let reason = answer.reason, !known.contains("reason") { members.append(("reason", JSONText.string(reason.kind.rawValue))) }
    return RouteAnswer(body: JSONText.object(members))
  }
}

extension RouteRefusal {
  /// What is wrong with a question, by the first of its faults.
  init(_ refusal: CheckRefusal) {
    let kind = refusal.faults.first?.kind ?? .badInput
    let code =
      switch kind {
      case .unknownCheck: "unknown_check"
      case .missingEntity, .missingInput: "missing_parameter"
      case .unknownInput: "unknown_parameter"
      case .badInput: "bad_parameter"
      }
    self.init(kind == .unknownCheck ? 404 : 400, code, refusal.faults.map(\.description).joined(separator: "; "))
  }
}
