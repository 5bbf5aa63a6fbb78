internal import Diagnostics

/// Compiles a check: what it is given in every tick into the policy's program, everything else into one of its own.
struct CheckLinker {
  let context: LoadContext
  /// The policy's entities.
  let entity: EntityLinker

  /// The check; nil after a finding.
  func link(_ draft: CheckDraft, _ builder: inout ProgramBuilder) -> CheckDeclaration? {
    let eachTick = eachTick(draft, &builder)
    var scratch = CheckProgram(policy: builder)
    for (index, field) in draft.spec.given.enumerated() {
      if let taken = scratch.define(field, index: index, cadence: cadence(index, eachTick, builder)) {
        context.report(
          Diagnostic(
            .nameCollision, "`\(field.name)` is what the check is given here and \(taken) elsewhere", at: field.span,
            help: "give one of them another name"))
      }
    }
    let violated = scratch.compile(draft.spec.violatedWhen, expected: .boolean, into: &context.bag)
    let condition = condition(draft, scratch)
    let report = draft.spec.report.map { item in
      scratch.compile(item.value, expected: nil, into: &context.bag).map { register in
        SinkDeclaration.Output(
          name: item.name, register: register, type: scratch.info(register).type, expression: item.value, span: item.span)
      }
    }
    for item in draft.spec.report where CheckDeclaration.verdictMembers.contains(item.name) {
      context.report(
        Diagnostic(
          .badRouteAnswer, "the member `\(item.name)` of an answer is the check's own", at: item.span,
          help: "give it another name under `report`"))
    }
    let outputs = report.compactMap { $0 }
    let results = [violated].compactMap { $0 } + outputs.map(\.register)
    let isPerEntity = results.contains { scratch.info($0).cadence == .perEntity }
    let publish = PublishLinker(context: context, entity: entity).link(
      draft, report: Array(zip(draft.spec.report, report)), cadence: isPerEntity ? .perEntity : .perTick, &scratch)
    guard let eachTick, let violated, outputs.count == report.count, draft.spec.publish == nil || publish != nil else { return nil }
    return CheckDeclaration(
      name: draft.name, span: draft.span, given: draft.spec.given, eachTick: eachTick.registers, program: scratch.finish(),
      inputs: scratch.inputs, violated: violated, report: outputs, cadence: publish?.cadence ?? (isPerEntity ? .perEntity : .perTick),
      publish: publish, condition: condition)
  }

  /// The names of the policy in the condition, each once.
  private func condition(_ draft: CheckDraft, _ program: CheckProgram) -> [CheckDeclaration.Reading] {
    var seen = Set(draft.spec.given.map(\.name))
    return draft.spec.violatedWhen.names.compactMap { use in
      guard seen.insert(use.name).inserted, let register = program.register(use.name) else { return nil }
      return CheckDeclaration.Reading(name: use.name, register: register, type: program.info(register).type)
    }
  }

  /// What the check is given in every tick; a check that is only asked from outside has none.
  private struct EachTick {
    let registers: [Register]?
  }

  private func eachTick(_ draft: CheckDraft, _ builder: inout ProgramBuilder) -> EachTick? {
    guard let formulas = draft.spec.eachTick else { return EachTick(registers: nil) }
    let names = draft.spec.given.map(\.name)
    var found: [String: Register] = [:]
    var isWhole = true
    for formula in formulas {
      guard let field = draft.spec.given.first(where: { $0.name == formula.name }) else {
        context.report(
          Diagnostic(
            .unknownName, "`\(formula.name.shown())` is not what the check is given", at: formula.span,
            help: Suggestion.help(for: formula.name, among: names),
            notes: NameList.notes("given", names)))
        isWhole = false
        continue
      }
      if let register = builder.compile(formula.value, expected: field.type, into: &context.bag) {
        found[field.name] = register
      } else {
        isWhole = false
      }
    }
    for name in names where !formulas.contains(where: { $0.name == name }) {
      context.report(
        Diagnostic(
          .missingField, "`each_tick` gives the check everything, and `\(name)` is not there", at: draft.spec.eachTickSpan ?? draft.span,
          help: "add `\(name):` with an expression, or leave `each_tick` out"))
      isWhole = false
    }
    return isWhole ? EachTick(registers: names.compactMap { found[$0] }) : nil
  }

  /// What is asked from outside is about one entity; what a tick gives is as often there as its formula.
  private func cadence(_ index: Int, _ eachTick: EachTick?, _ builder: ProgramBuilder) -> Cadence {
    guard let registers = eachTick?.registers else { return entity.name != nil ? .perEntity : .perTick }
    return builder.info(registers[index]).cadence
  }
}
