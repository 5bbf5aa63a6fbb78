import Diagnostics

/// A sink as it is written, before its expressions are compiled.
struct SinkDraft {
  /// What it is, as messages call it.
  let noun: String
  let name: String
  let span: SourceSpan
  let type: String
  let timeout: Double
  let modes: [Mode]
  let whenWithheld: WhenWithheld
  /// Whether its plugin can tell what stands in its place.
  let canShow: Bool
  let configuration: any SinkConfiguration
}

/// Reads `sinks`.
enum SinkSection {
  /// The fields that every sink has beside those of its plugin.
  struct Common: Sendable {
    let timeout: Double
    let modes: [Mode]
    let whenWithheld: WhenWithheld
    let whenWithheldSpan: SourceSpan?

    static let schema = Schema(
      .optional("timeout", .duration(), default: 5, shown: "5s", "How long a write may take."),
      .optional(
        "modes", .modes, default: Mode.allCases, shown: "[shadow, enforce]",
        "The modes of the policy in which it writes. In the other it does nothing at all."),
      .optional(
        "when_withheld", .choice, default: WhenWithheld.keep, shown: "keep",
        "What becomes of the old value where nothing is written for a row: `keep` lets it live out its time, `delete` deletes its key."),
      .keySpan(of: "when_withheld"), make: Common.init)
  }

  /// The names of the fields of every sink, of `type`, and of the word that any mapping may carry.
  static let names = ["type", AcceptCollector.word] + Common.schema.fields.map(\.name)

  static func read(_ node: Node?, _ context: LoadContext) -> [SinkDraft] {
    context.readsSinks = true
    defer { context.readsSinks = false }
    return PolicyBody.entries(node, "`sinks`", isRequired: true, context).compactMap { entry in
      if !Word.isName(entry.key) { context.report(ParamSection.badName(entry)) }
      return read(entry.value, "the sink `\(entry.key.shown())`", name: entry.key, at: entry.keySpan, context)
    }
  }

  /// One sink: an entry of the section, or the `publish` of a check.
  static func read(_ node: Node, _ noun: String, name: String, at span: SourceSpan, _ context: LoadContext) -> SinkDraft? {
    guard var reader = MappingReader(node, owner: noun, context),
      let type = PluginType.read(&reader, kind: "sink", of: noun, at: span, among: context.catalog.sinks, context)
    else { return nil }
    reader = reader.named("`\(type.name)`")
    reader.expect(type.plugin.fieldNames + names, context)
    let configuration = type.plugin.decode(&reader, context)
    let common = Common.schema.read(&reader, context)
    let isClean = reader.finish(context)
    if let common, common.whenWithheld == .delete {
      checkDeletion(common, type.name, typeCan: type.plugin.canDelete, canDelete: configuration?.canDelete ?? true, context)
    }
    guard isClean, let configuration, let common else { return nil }
    return SinkDraft(
      noun: noun, name: name, span: span, type: type.name, timeout: common.timeout, modes: common.modes,
      whenWithheld: common.whenWithheld, canShow: type.plugin.canShow, configuration: configuration)
  }

  private static func checkDeletion(_ common: Common, _ type: String, typeCan: Bool, canDelete: Bool, _ context: LoadContext) {
    let help = "write `when_withheld: keep`, or leave it out"
    if context.check != nil {
      context.report(
        Diagnostic(
          .publishDeletes, "`publish` adds what is violated and takes nothing away", at: common.whenWithheldSpan,
          caption: "nothing to delete", help: help))
    } else if !typeCan || !canDelete {
      let deletes = typeCan ? "write `deletes: true` if it deletes, or `when_withheld: keep`" : help
      let rule = typeCan ? "`\(type)` deletes nothing, as it is declared here" : "`\(type)` has no keys that could be deleted"
      context.report(Diagnostic(.cannotDelete, rule, at: common.whenWithheldSpan, caption: "cannot delete", help: deletes))
    }
  }
}

extension FieldType where Value == [Mode] {
  /// At least one mode, each once.
  static var modes: FieldType {
    let list = FieldType.list(FieldType<Mode>.choice, of: "`modes`")
    return FieldType(.list(FieldType<Mode>.choice.description, count: 1...Int.max)) { node, context in
      guard let modes = list.read(node, context) else { return nil }
      guard !modes.isEmpty else {
        context.report(
          Diagnostic(
            .emptyValue, "a sink is active in one mode at least", at: node.span,
            help: "write `[enforce]`, or leave `modes` out to write in both"))
        return nil
      }
      guard Set(modes).count == modes.count else {
        context.report(Diagnostic(.conflictingFields, "`modes` names each mode once", at: node.span, help: "take the second one out"))
        return nil
      }
      return modes
    }
  }
}
