import Diagnostics

/// A source as it is written, before it is known how it fits the others.
struct SourceDraft {
  let name: String
  let span: SourceSpan
  let type: String
  let common: SourceCommon
  let fallback: Fallback
  let asOf: Int?
  let identity: Secret
  /// The identity without its secrets.
  let openIdentity: String
  /// Whether its plugin can write a record where it reads one.
  let canInject: Bool
  let configuration: any SourceConfiguration
}

/// The fields that every source has beside those of its plugin.
struct SourceCommon: Sendable {
  let asOf: Node?
  let staleAfter: Double?
  let staleAfterSpan: SourceSpan?
  let clockSkew: Double
  let timeout: Double
  let fallback: Node?

  /// The names of these fields, of `type`, and of words that any source may carry.
  static let names = ["type", AcceptCollector.word] + schema.fields.map(\.name)

  static let schema = Schema(
    .optional("as_of", .anyScalar, "The field that says when the data was true. Without it, the time of the read."),
    .optional("stale_after", .duration(), "The age at which a record is stale."),
    .keySpan(of: "stale_after"),
    .optional("clock_skew", .duration(allowsZero: true), default: 5, shown: "5s", "How far data may be ahead of the host's clock."),
    .optional("timeout", .duration(), default: 5, shown: "5s", "How long a read may take."),
    .optional("fallback", .node(.shared(FallbackSection.shared)), "What stands for a record that is not fresh."),
    make: SourceCommon.init)
}

/// Reads `sources`.
struct SourceSection {
  private(set) var drafts: [SourceDraft] = []
  /// Sources that are written but faulty: naming one is no further fault.
  private(set) var broken: Set<String> = []

  init(_ node: Node?, catalog: PluginCatalog, _ context: LoadContext) {
    // Of a source that stands twice only the first is read, and what the other has is no unknown name.
    let twice = Set(context.bag.sorted.lazy.filter { $0.code == .duplicateKey }.flatMap(\.labels).map(\.span))
    for entry in PolicyBody.entries(node, "`sources`", context) {
      if twice.contains(entry.keySpan) { broken.insert(entry.key) }
      if !Word.isName(entry.key) { context.report(ParamSection.badName(entry)) }
      if let draft = Self.draft(entry, catalog, context) {
        drafts.append(draft)
      } else {
        broken.insert(entry.key)
      }
    }
  }

  private static func draft(_ entry: Node.Entry, _ catalog: PluginCatalog, _ context: LoadContext) -> SourceDraft? {
    let noun = "the source `\(entry.key.shown())`"
    guard var reader = MappingReader(entry.value, owner: noun, context),
      let type = PluginType.read(&reader, kind: "source", of: noun, at: entry.keySpan, among: catalog.sources, context)
    else { return nil }
    reader = reader.named("`\(type.name)`")
    reader.expect(type.plugin.fieldNames + SourceCommon.names, context)
    context.used = []
    let configuration = type.plugin.decode(&reader, context)
    let uses = context.used.union([configuration?.distinction].compactMap { $0 })
    let identity = SourceIdentity.of(entry.value, uses: uses)
    let openIdentity = SourceIdentity.open(entry.value, fields: type.plugin.fields, uses: uses)
    let common = SourceCommon.schema.read(&reader, context)
    let isClean = reader.finish(context)
    guard let configuration, let common else { return nil }
    let fields = configuration.fields
    let fallback = FallbackSection(fields: fields, source: entry.key, context).read(common.fallback)
    let asOf = asOf(common.asOf, fields, context)
    if common.asOf == nil, common.staleAfter != nil {
      context.report(
        Diagnostic(
          .badAsOf, .warning, "`stale_after` without `as_of` never holds: data is then as old as its reading", at: entry.keySpan,
          help: "name the field that says when the data was true: `as_of: timestamp`"))
    }
    guard isClean, let fallback, let asOf else { return nil }
    return SourceDraft(
      name: entry.key, span: entry.keySpan, type: type.name, common: common, fallback: fallback, asOf: asOf.index,
      identity: identity, openIdentity: openIdentity, canInject: type.plugin.canInject, configuration: configuration)
  }

  private struct AsOf {
    let index: Int?
  }

  /// The field that `as_of` names: a time that is always there, for a record whose age is not known cannot be fresh.
  private static func asOf(_ node: Node?, _ fields: [RecordField], _ context: LoadContext) -> AsOf? {
    guard let node else { return AsOf(index: nil) }
    let name = node.scalar?.text ?? ""
    guard let index = fields.firstIndex(where: { $0.name == name }) else {
      context.report(
        Diagnostic(
          .badAsOf, "`as_of` names a field of the source, and `\(name.shown())` is none", at: node.span,
          help: Suggestion.help(for: name, among: fields.map(\.name)) ?? "declare it under `fields:` with `{type: time}`"))
      return nil
    }
    guard fields[index].kind == .time else {
      context.report(
        Diagnostic(
          .badAsOf, "`as_of` names a time, and `\(name)` is a \(fields[index].kind.rawValue)", at: node.span,
          help: "declare it as `\(name): {type: time}`"
        ).pointing(to: fields[index].span, "declared here"))
      return nil
    }
    guard case .required = fields[index].absence else {
      context.report(
        Diagnostic(
          .badAsOf, "the field that `as_of` names must be in every record: a record of unknown age is not fresh", at: node.span,
          help: "take `optional` or `default` away from `\(name)`"
        ).pointing(to: fields[index].span, "declared here"))
      return nil
    }
    return AsOf(index: index)
  }
}
