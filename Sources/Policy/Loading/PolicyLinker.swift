import Diagnostics

/// Binds the sections of a policy together: names, entities, expressions, keys.
struct PolicyLinker {
  let layers: PolicyLayers
  let file: SourceFile
  let head: PolicyHead?
  let body: PolicyBody
  let context: LoadContext

  /// The policy; what is wrong with it goes to the context, which decides whether it counts.
  func link() -> CheckedPolicy? {
    let collisions = NameRegister.checkCollisions(body, context)
    let entity = EntityLinker(body: body, context: context)
    entity.check()
    let order = SourceLinker(body: body, context: context)
    var builder = ProgramBuilder()
    if context.hasUnreadNames { builder.acceptUnknownNames() }
    let builtins = defineBuiltins(&builder, entity: entity.name)
    for param in body.params {
      builder.define(param.name, as: builder.addConstant(param.constant, type: param.type))
      builder.declare(param.name, at: param.span, value: context.paramValues[param.name])
    }
    for name in context.brokenParams.union(body.brokenSources) { builder.defineBroken(name) }
    let registers = zip(body.sources, order.cadences).map { defineFields(of: $0, cadence: $1, &builder) }
    for name in body.brokenEntities { builder.defineBroken(name) }
    let values = builder.compile(values: body.values.filter { !collisions.contains($0.nameSpan) }, into: &context.bag)
    let outputs = context.outputs.map { output -> Register? in
      // A check knows more names, and compiles its own.
      output.isOfCheck ? nil : output.expression.flatMap { builder.compile($0, expected: nil, into: &context.bag) }
    }
    let linker = SinkLinker(entity: entity, context: context)
    let compiled = SinkLinker.Outputs(register: { outputs.indices.contains($0) ? outputs[$0] : nil }, info: builder.info)
    let sinks = body.sinks.compactMap { linker.link($0, compiled) }
    let risks = RiskSection.link(body.risks, body: body, values: values, sinks: sinks, builder, context)
    let checks = body.checks.compactMap { CheckLinker(context: context, entity: entity).link($0, &builder) }
    SinkLinker.checkOverlaps(sinks + checks.compactMap(\.publish), context)
    let metrics = metrics(entity: entity.name, &builder)
    let routes = RouteLinker(body: body, cadences: order.cadences, checks: checks, entity: entity.name, context: context).link()
    guard let head, !context.bag.hasErrors else { return nil }
    let read = sinks.flatMap(\.outputs).map(\.register) + checks.flatMap(\.reads) + metrics.flatMap(\.reads)
    var wanted = read.reduce(into: Set<Register>()) { $0.formUnion(builder.inputs(of: $1)) }
    // Keys need fields that no expression may read.
    for (source, field) in order.keyFields { wanted.insert(registers[source][field]) }
    let sources = order.sorted.map { declaration($0, registers[$0], order, wanted: wanted) }
    var layers = layers
    layers.prefixedKeys = context.prefixedKeys
    return CheckedPolicy(
      layers: layers, name: head.name, title: head.title, about: head.about, mode: head.mode, every: head.every, everySpan: head.everySpan,
      entity: entity.name, params: body.params, sources: sources, values: values, sinks: sinks, checks: checks, metrics: metrics,
      seriesLimit: head.seriesLimit, routes: routes, connections: connections(sources, sinks + checks.compactMap(\.publish)), risks: risks,
      uses: uses(values, keyFields: order.keyFields), program: builder.finish(), builtins: builtins, file: file)
  }

  /// Everything that reads values or fields; a source of which events are counted is used too.
  private func uses(_ values: [NamedValue], keyFields: [(source: Int, field: Int)]) -> PolicyUses {
    var expressions = context.outputs.compactMap(\.expression)
    for check in body.checks.map(\.spec) {
      expressions.append(check.violatedWhen)
      expressions += (check.eachTick ?? []).map(\.value)
      expressions += check.report.map(\.value)
    }
    var counted: [String] = []
    for metric in body.metrics.map(\.spec) {
      if let gauge = metric.gauge { expressions.append(gauge) }
      expressions += metric.labels.map(\.value)
      let event = metric.count?.scalar?.text.split(separator: ".") ?? []
      if event.count == 3, event[0] == "source" { counted.append(String(event[1])) }
    }
    let fields = keyFields.map { "\(body.sources[$0.source].name).\(body.sources[$0.source].configuration.fields[$0.field].name)" }
    return PolicyUses(of: expressions, names: fields + context.keyParams.sorted(), sources: counted, values: values)
  }

  /// The connections that something uses, in the order of the file.
  private func connections(_ sources: [SourceDeclaration], _ sinks: [SinkDeclaration]) -> [UsedConnection] {
    let used = Set((sources.map(\.configuration.connection) + sinks.map(\.configuration.connection)).compactMap(\.self))
    return body.connectionNames.filter(used.contains).map { UsedConnection($0, context.connections[$0]) }
  }

  private func metrics(entity: String?, _ builder: inout ProgramBuilder) -> [MetricDeclaration] {
    let events = EventReader(
      sources: body.sources.map(\.name), sinks: body.sinkNames, checks: body.checks.map(\.name),
      broken: Set(body.brokenSources.map { "source.\($0)" } + body.brokenChecks.map { "check.\($0)" }), context: context)
    let linker = MetricLinker(events: events, entity: entity, context: context)
    return body.metrics.compactMap { linker.link($0, &builder) }
  }

  private func defineBuiltins(_ builder: inout ProgramBuilder, entity: String?) -> CheckedPolicy.Builtins {
    let now = builder.addInput(type: .time, cadence: .perTick)
    builder.define("now", as: now)
    builder.define("mode", as: builder.addConstant(.text((head?.mode ?? .shadow).rawValue), type: .text))
    builder.define("policy", as: builder.addConstant(.text(head?.name ?? ""), type: .text))
    guard let entity else { return .init(now: now, entity: nil) }
    let name = builder.addInput(type: .text, cadence: .perEntity)
    builder.define(entity, as: name)
    return .init(now: now, entity: name)
  }

  private func defineFields(of source: SourceDraft, cadence: Cadence, _ builder: inout ProgramBuilder) -> [Register] {
    let fields = source.configuration.fields
    builder.defineGroup(source.name, fields: fields.map(\.name))
    return fields.map { field in
      let register = builder.addInput(type: field.type, cadence: cadence)
      builder.define("\(source.name).\(field.name)", as: register)
      builder.declare("\(source.name).\(field.name)", at: field.span)
      return register
    }
  }

  private func declaration(
    _ index: Int, _ registers: [Register], _ order: SourceLinker, wanted: Set<Register>
  ) -> SourceDeclaration {
    let draft = body.sources[index]
    let fields = draft.configuration.fields
    // A field that nothing reads is fetched all the same where it decides whether the record is good.
    let wantedFields = fields.indices.filter { wanted.contains(registers[$0]) || fields[$0].absence != .missing || $0 == draft.asOf }
    return SourceDeclaration(
      name: draft.name, span: draft.span, type: draft.type, cadence: order.cadences[index],
      providesEntities: draft.name == body.forEach?.value, needs: order.needs[index].map { body.sources[$0].name }, fields: fields,
      registers: registers, asOf: draft.asOf, staleAfter: draft.common.staleAfter, staleAfterSpan: draft.common.staleAfterSpan,
      clockSkew: draft.common.clockSkew, timeout: draft.common.timeout,
      fallback: draft.fallback, wantedFields: Set(wantedFields), identity: draft.identity,
      fingerprint: Fingerprint.of("\(order.cadences[index]) \(draft.type)\n\(draft.openIdentity)"),
      configuration: draft.configuration)
  }
}
