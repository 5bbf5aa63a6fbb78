public import Governor
internal import Policy

/// What every source must do. A test of a source calls `complaints()` and expects none.
///
/// It contacts nothing but what the plugin's own examples name; a server that is not there is fine.
public struct SourceConformance<Plugin: SourcePlugin>: Sendable {
  private let patience: Duration

  /// A suite for a type. `patience` is how long a call may take beyond its deadline before it counts as hanging.
  public init(_ type: Plugin.Type, patience: Duration = .seconds(20)) {
    self.patience = patience
  }

  /// The rules that the plugin breaks, a sentence each.
  public func complaints() async -> [String] {
    var complaints = PluginCheck.words(
      type: Plugin.type, summary: Plugin.summary, fields: Plugin.schema.fields, examples: Plugin.examples)
    let isFake = Plugin.self == FakeSource.self
    guard let registry = try? Registry(sources: isFake ? [FakeSource.self] : [Plugin.self, FakeSource.self], sinks: [FakeSink.self]) else {
      return complaints + ["the type `\(Plugin.type)` is the name of the fake"]
    }
    for example in Plugin.examples.accepted {
      switch PluginCheck.load(PluginCheck.policies(source: example.yaml), registry) {
      case .failure(let refusal): complaints.append("the accepted example `\(example.title)` is refused:\n\(refusal)")
      case .success(let policy):
        guard let declaration = policy.sources.first(where: { $0.name == "example" }),
          let configuration = declaration.configuration as? Plugin.Configuration
        else {
          complaints.append("the example `\(example.title)` gives no configuration of the plugin")
          continue
        }
        complaints += await behaviour(declaration, configuration).map { "`\(example.title)`: \($0)" }
      }
    }
    for example in Plugin.examples.refused {
      if case .success = PluginCheck.load(PluginCheck.policies(source: example.yaml), registry) {
        complaints.append("the refused example `\(example.title)` is accepted")
      }
    }
    return complaints
  }

  private func behaviour(_ declaration: SourceDeclaration, _ configuration: Plugin.Configuration) async -> [String] {
    var complaints: [String] = []
    let resources = SharedResources()
    let context = BuildContext(resources: resources, version: "test")
    let unused = Plugin(configuration, in: context)
    if await PluginCheck.ends(within: patience, { await unused.close() }) == nil { complaints.append("close without a read hangs") }
    if await PluginCheck.ends(within: patience, { await unused.close() }) == nil { complaints.append("a second close hangs") }
    let isAsked = declaration.cadence == .perEntity && !declaration.providesEntities
    let entities = isAsked ? EntityTable(["A", "B C", "日本"]) : nil
    for (moment, deadline) in [
      ("after its deadline", ContinuousClock.now.advanced(by: .seconds(-1))), ("", .now.advanced(by: .seconds(3))),
    ] {
      let plugin = Plugin(configuration, in: context)
      let request = ReadRequest(declaration, entities: entities, deadline: deadline)
      complaints += await read(plugin, request, declaration, "a read \(moment)")
      if await PluginCheck.ends(within: patience, { await plugin.close() }) == nil { complaints.append("close after a read hangs") }
      complaints += await read(plugin, request, declaration, "a read after close")
      if Plugin.canInject, declaration.cadence == .perTick { complaints += await inject(plugin, declaration, until: deadline) }
      await plugin.close()
    }
    await resources.close()
    return complaints
  }

  /// An injection either fails with a fault that says where and why, or says where the record is.
  private func inject(_ plugin: Plugin, _ declaration: SourceDeclaration, until deadline: ContinuousClock.Instant) async -> [String] {
    let record = InjectedRecord(declaration.fields.map { ($0.key, "1") })
    let result = await PluginCheck.ends(within: patience + max(deadline - .now, .zero)) { () -> Result<String, PluginFault> in
      do throws(PluginFault) {
        return .success(try await plugin.inject(record, ttl: 60, until: deadline))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case nil: return ["an injection hangs"]
    case .failure(let fault): return PluginCheck.complaint(fault).map { ["an injection: \($0)"] } ?? []
    case .success(let place):
      return place.isEmpty || place.contains(PluginCheck.secret) ? ["an injection does not say where, or shows the password"] : []
    }
  }

  /// A read either fails with a fault that says where and why, or gives rows that fit the request.
  private func read(_ plugin: Plugin, _ request: ReadRequest, _ declaration: SourceDeclaration, _ name: String) async -> [String] {
    let result = await PluginCheck.ends(within: patience + max(request.deadline - .now, .zero)) { () -> Result<Reading, PluginFault> in
      do throws(PluginFault) {
        return .success(try await plugin.read(request))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case nil: return ["\(name) hangs"]
    case .failure(let fault): return PluginCheck.complaint(fault).map { ["\(name): \($0)"] } ?? []
    case .success(let reading):
      let records = reading.records
      guard let rows = request.entities?.count ?? (declaration.providesEntities ? reading.entities?.count : 1) else {
        return ["\(name) tells no entities"]
      }
      var complaints: [String] = []
      if records.rows != rows { complaints.append("\(name) gives \(records.rows) rows where \(rows) are asked for") }
      if records.columns.count != request.fields.count { complaints.append("\(name) gives \(records.columns.count) columns") }
      for (field, column) in zip(request.fields, records.columns) where column.count != rows || column.isText != (field.kind == .text) {
        complaints.append("\(name) gives a column for `\(field.name)` that does not fit")
      }
      return complaints
    }
  }
}
