import Diagnostics

/// Reads `risk`: names of values or outputs, and which way each is dangerous.
enum RiskSection {
  static var type: FieldType<[Named<Risk.Direction>]> { .map(.choice, of: "`risk`", namesAreWords: false) }

  /// Binds the names to what they stand for. A name may be a value and an output of a sink at once; then it is both.
  static func link(
    _ drafts: [Named<Risk.Direction>], body: PolicyBody, values: [NamedValue], sinks: [SinkDeclaration], _ builder: ProgramBuilder,
    _ context: LoadContext
  ) -> [Risk] {
    drafts.compactMap { draft in
      let outputs = sinks.flatMap(\.outputs).filter { $0.name == draft.name }.map(\.register)
      var registers = values.filter { $0.name == draft.name }.map(\.register)
      for register in outputs where !registers.contains(register) { registers.append(register) }
      guard !registers.isEmpty else {
        let written = body.values.map(\.name) + context.outputs.map(\.name)
        // A value with a fault of its own is no further fault, and neither is an output of a broken sink.
        guard !written.contains(draft.name) else { return nil }
        let names = Set(written).sorted()
        context.report(
          Diagnostic(
            .badRisk, "`\(draft.name.shown(limit: 60))` is neither a value nor an output of a sink", at: draft.span, caption: "unknown",
            help: Suggestion.help(for: draft.name, among: names),
            notes: NameList.notes("values and outputs", names)))
        return nil
      }
      for register in registers where !builder.info(register).type.isOrdered {
        context.report(
          Diagnostic(
            .badRisk, "`risk` is of a number or a time, and `\(draft.name)` is \(builder.info(register).type)", at: draft.span,
            help: "name the number that the danger lies in"))
        return nil
      }
      return Risk(name: draft.name, span: draft.span, direction: draft.value, registers: registers)
    }
  }
}
