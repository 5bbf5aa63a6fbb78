import Diagnostics

/// The sections of a policy, each read by itself; how they fit together is the linker's matter.
struct PolicyBody {
  let forEach: Named<String>?
  /// `for_each` is written and faulty: what follows from its absence is no further fault.
  let isForEachBroken: Bool
  /// What a faulty `for_each` seems to call its entities.
  let brokenEntities: [String]
  let params: [Param]
  /// The names of all connections that are written, faulty or not.
  let connectionNames: [String]
  let sources: [SourceDraft]
  let brokenSources: Set<String>
  let values: [(name: String, nameSpan: SourceSpan, expression: Expression?)]
  let sinks: [SinkDraft]
  let checks: [CheckDraft]
  let brokenChecks: Set<String>
  let metrics: [MetricDraft]
  /// The names of all sinks that are written, faulty or not.
  let sinkNames: [String]
  let routes: [RouteDraft]
  let risks: [Named<Risk.Direction>]

  /// What a policy may hold beside its head.
  static let sections = PolicySection.allCases.map(\.rawValue) + [AcceptCollector.word]

  init(_ reader: inout MappingReader, catalog: PluginCatalog, _ context: LoadContext) {
    let forEachNode = reader.take(PolicySection.forEach.rawValue)
    let sourceNode = reader.take(PolicySection.sources.rawValue)
    forEach = Self.forEach(forEachNode, sources: sourceNode, context)
    isForEachBroken = forEachNode != nil && forEach == nil
    if isForEachBroken, case .mapping(let entries) = forEachNode?.content {
      brokenEntities = entries.map(\.key)
    } else {
      brokenEntities = isForEachBroken ? ["symbol"] : []
    }
    params = ParamSection.read(reader.take(PolicySection.params.rawValue), context)
    connectionNames = ConnectionSection.read(reader.take(PolicySection.connections.rawValue), context)
    let sourceSection = SourceSection(sourceNode, catalog: catalog, context)
    sources = sourceSection.drafts
    brokenSources = sourceSection.broken
    values = Self.entries(reader.take(PolicySection.values.rawValue), "`values`", context).map { entry in
      if !Word.isName(entry.key) { context.report(ParamSection.badName(entry)) }
      return (entry.key, entry.keySpan, Expression.read(entry.value, into: &context.bag))
    }
    let sinkNode = reader.take(PolicySection.sinks.rawValue)
    if sinkNode == nil {
      context.report(
        Diagnostic(
          .missingField, "a policy needs `sinks`: without one nothing comes of it", at: reader.insertionPoint,
          help: "add `sinks:` with a `type: console` sink to begin with"))
    }
    sinks = SinkSection.read(sinkNode, context)
    if case .mapping(let entries) = sinkNode?.content { sinkNames = entries.map(\.key) } else { sinkNames = [] }
    (checks, brokenChecks) = CheckSection.read(reader.take(PolicySection.checks.rawValue), context)
    metrics = MetricSection.read(reader.take(PolicySection.metrics.rawValue), context)
    routes = RouteSection.read(reader.take(PolicySection.api.rawValue), context)
    risks = reader.take(PolicySection.risk.rawValue).flatMap { RiskSection.type.read($0, context) } ?? []
  }

  /// Sections whose entries expressions can name.
  private static let naming: Set<String> = ["`params`", "`sources`", "`values`"]

  /// The entries of a section that may be left out.
  static func entries(_ node: Node?, _ owner: String, isRequired: Bool = false, _ context: LoadContext) -> [Node.Entry] {
    guard let node else { return [] }
    if case .mapping = node.content {} else if Self.naming.contains(owner) { context.hasUnreadNames = true }
    if node.isNull {
      context.report(
        Diagnostic(
          .emptyValue, "\(owner) is empty", at: node.span,
          help: isRequired ? "write its entries below it" : "leave it out, or write its entries below it"))
      return []
    }
    guard case .mapping(let entries) = node.content else {
      let isList = if case .sequence = node.content { true } else { false }
      context.report(
        Diagnostic(
          .wrongKind, "\(owner) is a mapping of names, not \(node.kindName)", at: node.span,
          help: isList ? "take the `- ` before each entry away" : "write an entry as `name:`, and what belongs to it below"))
      return []
    }
    if entries.isEmpty, isRequired {
      context.report(Diagnostic(.emptyValue, "\(owner) is empty", at: node.span, help: "write its entries below it"))
    }
    return entries
  }

  /// The names of the sources, and the one that most likely finds the entities: one with a placeholder in `keys`, or with `rows`.
  private static func finder(in sources: Node?) -> (names: [String], likely: String?) {
    guard case .mapping(let entries) = sources?.content else { return ([], nil) }
    let likely = entries.first { entry in
      guard case .mapping(let parts) = entry.value.content else { return false }
      return parts.contains { $0.key == "keys" || $0.key == "rows" }
    }
    return (entries.map(\.key), likely?.key)
  }

  /// `{symbol: positions}`: what an entity is called, and the source that finds them.
  private static func forEach(_ node: Node?, sources: Node?, _ context: LoadContext) -> Named<String>? {
    guard let node else { return nil }
    if let scalar = node.scalar {
      let finder = finder(in: sources)
      let isSource = finder.names.contains(scalar.text)
      let entity = isSource || !Word.isName(scalar.text) ? "symbol" : scalar.text
      context.report(
        Diagnostic(
          .wrongKind, "`for_each` says what an entity is called and which source finds it, not \(node.kindName)", at: node.span,
          help: "write `{\(entity): \(isSource ? scalar.text : finder.likely ?? "positions")}`"))
      return nil
    }
    let type = FieldType<[Named<String>]>.map(.name, of: "`for_each`")
    guard let entries = type.read(node, context) else { return nil }
    guard entries.count == 1, let entry = entries.first else {
      context.report(
        Diagnostic(
          .badForEach, "`for_each` names one kind of entity, not \(entries.count)", at: node.span, help: "write `{symbol: positions}`"))
      return nil
    }
    return entry
  }
}
