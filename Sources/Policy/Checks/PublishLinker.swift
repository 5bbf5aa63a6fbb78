import Diagnostics

/// Binds the `publish` of a check to the check's program, in which it may also name what the check is given and what it reports.
struct PublishLinker {
  let context: LoadContext
  /// The policy's entities.
  let entity: EntityLinker

  /// The sink; nil after a finding, or where the check has no `publish`. `cadence` is that of the check's other expressions.
  func link(
    _ draft: CheckDraft, report: [(item: Named<Expression>, output: SinkDeclaration.Output?)], cadence: Cadence,
    _ program: inout CheckProgram
  ) -> SinkDeclaration? {
    guard let publish = draft.spec.publish else { return nil }
    checkAsked(draft)
    let outputs = publish.configuration.outputs
    let names = Set(outputs.flatMap { context.outputs[$0.index].expression?.names.map(\.name) ?? [] })
    for (item, output) in report { define(item, output, isUsed: names.contains(item.name), &program) }
    var registers: [Int: Register] = [:]
    for output in outputs {
      guard let expression = context.outputs[output.index].expression else { continue }
      registers[output.index] = program.compile(expression, expected: nil, into: &context.bag)
    }
    let (found, compiled) = (registers, program)
    return SinkLinker(entity: entity, context: context).link(
      publish, SinkLinker.Outputs(register: { found[$0] }, info: compiled.info, cadence: cadence))
  }

  /// What is published is what a tick finds.
  private func checkAsked(_ draft: CheckDraft) {
    guard draft.spec.eachTick == nil else { return }
    context.report(
      Diagnostic(
        .publishNeverAsked, "the check `\(draft.name)` publishes what a tick finds, and no tick asks it",
        at: draft.spec.publishSpan ?? draft.span, caption: "never published",
        help: "add `each_tick:`, which gives the check what it is given in every tick, or take `publish` out"
      ).pointing(to: draft.span, "without `each_tick`"))
  }

  /// Makes an entry of the report known. One that is nothing but the name of something else means the same as that.
  private func define(_ item: Named<Expression>, _ output: SinkDeclaration.Output?, isUsed: Bool, _ program: inout CheckProgram) {
    guard !item.value.isName(item.name), let taken = program.define(report: item.name, as: output?.register), isUsed else { return }
    context.report(
      Diagnostic(
        .nameCollision, "`publish` names `\(item.name)`, which is what the check reports here and \(taken) elsewhere", at: item.span,
        help: "give the entry of `report` another name"))
  }
}
