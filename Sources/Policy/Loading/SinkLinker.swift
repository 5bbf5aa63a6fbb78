import Diagnostics

/// Binds a sink to the compiled expressions, and keeps the keys of sinks apart.
struct SinkLinker {
  let entity: EntityLinker
  let context: LoadContext

  /// The expressions that sinks write, compiled.
  struct Outputs {
    /// The registers of expressions, by their places in the context; nil for one with a fault.
    let register: (Int) -> Register?
    /// What a register holds.
    let info: (Register) -> RegisterInfo
    /// How often there is a row at least.
    var cadence = Cadence.perTick
  }

  /// The sink; nil after a finding.
  func link(_ draft: SinkDraft, _ compiled: Outputs) -> SinkDeclaration? {
    for template in draft.configuration.templates {
      entity.check(template)
      for (field, span) in template.fields {
        // With each new value of the field a key would be left behind that nobody writes any more.
        context.report(
          Diagnostic(
            .badPlaceholder, "a sink's key holds the entity and params, and `{\(field)}` is a field of a source", at: span,
            help: "write the field under `fields:`, and name the key by the entity or a param"))
      }
    }
    var outputs: [SinkDeclaration.Output] = []
    for output in draft.configuration.outputs {
      guard let register = compiled.register(output.index), let expression = context.outputs[output.index].expression else { return nil }
      outputs.append(
        SinkDeclaration.Output(
          name: output.name, register: register, type: compiled.info(register).type, expression: expression,
          span: context.outputs[output.index].span))
    }
    let isPerEntity = compiled.cadence == .perEntity || outputs.contains { compiled.info($0.register).cadence == .perEntity }
    for template in draft.configuration.templates where isPerEntity && !template.isPerEntity && !draft.configuration.appends {
      context.report(
        Diagnostic(
          .wrongScope, "\(draft.noun) writes values of each entity to one key: they would overwrite each other",
          at: template.span, help: "put `{\(entity.name ?? "entity")}` into the key"))
      return nil
    }
    let writesRows = isPerEntity || draft.configuration.templates.contains(where: \.isPerEntity)
    return SinkDeclaration(
      noun: draft.noun, name: draft.name, span: draft.span, type: draft.type, cadence: writesRows ? .perEntity : .perTick,
      timeout: draft.timeout,
      modes: draft.modes, whenWithheld: draft.whenWithheld, outputs: outputs, configuration: draft.configuration)
  }

  /// Two sinks whose keys can be the same would overwrite each other.
  static func checkOverlaps(_ sinks: [SinkDeclaration], _ context: LoadContext) {
    for (index, sink) in sinks.enumerated() {
      guard let keys = sink.configuration.writtenKeys else { continue }
      for other in sinks[..<index] {
        guard let otherKeys = other.configuration.writtenKeys, keys.overlap(otherKeys)
        else { continue }
        context.report(
          Diagnostic(
            .overlappingKeys, "\(other.noun) and \(sink.noun) can write the same key", at: keys.template.span,
            help: "give one of them keys of its own"
          ).pointing(to: otherKeys.template.span, "\(other.noun) writes here"))
      }
    }
  }
}
