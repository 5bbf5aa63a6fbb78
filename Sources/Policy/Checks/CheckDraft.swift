internal import Diagnostics

/// A check as it is written, before its expressions are compiled.
struct CheckDraft: Sendable {
  /// The body of a check.
  struct Spec: Sendable {
    let given: [RecordField]
    let eachTick: [Named<Expression>]?
    let eachTickSpan: SourceSpan?
    let violatedWhen: Expression
    let report: [Named<Expression>]
    let publish: SinkDraft?
    let publishSpan: SourceSpan?

    static let schema = Schema(
      .required("given", .recordFields, "What the check is given, by name, and what each may hold."),
      .optional("each_tick", .formulas(of: "`each_tick`"), "What it is given in every tick. Left out, it is only asked from outside."),
      .keySpan(of: "each_tick"),
      .required("violated_when", .formula, "When the check is violated: a condition over what it is given and the policy's values."),
      .optional("report", .formulas(of: "`report`"), default: [], shown: "nothing", "What it tells beside its verdict."),
      .optional(
        "publish", .publish,
        "A sink that gets a row for each violation of a tick. It may also name what the check is given, and the entries of its `report`."),
      .keySpan(of: "publish"),
      make: Spec.init)
  }

  let name: String
  let span: SourceSpan
  let spec: Spec
}

/// Reads `checks`.
enum CheckSection {
  static func read(_ node: Node?, _ context: LoadContext) -> (drafts: [CheckDraft], broken: Set<String>) {
    var drafts: [CheckDraft] = []
    var broken: Set<String> = []
    for entry in PolicyBody.entries(node, "`checks`", context) {
      if !Word.isName(entry.key) { context.report(ParamSection.badName(entry)) }
      let noun = "the check `\(entry.key.shown())`"
      var draft: CheckDraft?
      if var reader = MappingReader(entry.value, owner: noun, context) {
        context.check = entry
        defer { context.check = nil }
        let spec = CheckDraft.Spec.schema.read(&reader, context)
        if reader.finish(context), let spec { draft = CheckDraft(name: entry.key, span: entry.keySpan, spec: spec) }
      }
      if let draft { drafts.append(draft) } else { broken.insert(entry.key) }
    }
    return (drafts, broken)
  }
}

extension FieldType where Value == SinkDraft {
  /// The sink by which a check publishes; the check is the one that the context reads.
  static var publish: FieldType {
    FieldType(.plugin(.sink)) { node, context in
      guard let check = context.check else { return nil }
      // Its keys are written, like those of every sink.
      context.readsSinks = true
      defer { context.readsSinks = false }
      let span = check.value.entry("publish")?.keySpan ?? check.keySpan
      return SinkSection.read(node, "`publish` of the check `\(check.key.shown())`", name: check.key, at: span, context)
    }
  }
}

extension FieldType where Value == Expression {
  /// A formula, compiled later.
  static var formula: FieldType {
    FieldType(.expression) { node, context in Expression.read(node, into: &context.bag) }
  }
}

extension FieldType where Value == [Named<Expression>] {
  /// A mapping from names to formulas.
  static func formulas(of noun: String, namesAreWords: Bool = true) -> FieldType {
    .map(.formula, of: noun, namesAreWords: namesAreWords)
  }
}
