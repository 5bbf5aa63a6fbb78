public import Governor
internal import Policy

/// What every sink must do. A test of a sink calls `complaints()` and expects none.
///
/// It contacts nothing but what the plugin's own examples name; a server that is not there is fine.
public struct SinkConformance<Plugin: SinkPlugin>: Sendable {
  private let patience: Duration

  /// A suite for a type. `patience` is how long a call may take beyond its deadline before it counts as hanging.
  public init(_ type: Plugin.Type, patience: Duration = .seconds(20)) {
    self.patience = patience
  }

  /// The rules that the plugin breaks, a sentence each.
  public func complaints() async -> [String] {
    var complaints = PluginCheck.words(
      type: Plugin.type, summary: Plugin.summary, fields: Plugin.schema.fields, examples: Plugin.examples)
    guard let registry = try? Registry(sources: [FakeSource.self], sinks: [Plugin.self]) else { return complaints }
    for example in Plugin.examples.accepted {
      switch PluginCheck.load(PluginCheck.policies(sink: example.yaml), registry) {
      case .failure(let refusal): complaints.append("the accepted example `\(example.title)` is refused:\n\(refusal)")
      case .success(let policy):
        guard let declaration = policy.sinks.first, let configuration = declaration.configuration as? Plugin.Configuration else {
          complaints.append("the example `\(example.title)` gives no configuration of the plugin")
          continue
        }
        complaints += await behaviour(declaration, configuration).map { "`\(example.title)`: \($0)" }
      }
    }
    for example in Plugin.examples.refused {
      if case .success = PluginCheck.load(PluginCheck.policies(sink: example.yaml), registry) {
        complaints.append("the refused example `\(example.title)` is accepted")
      }
    }
    return complaints
  }

  private func behaviour(_ declaration: SinkDeclaration, _ configuration: Plugin.Configuration) async -> [String] {
    var complaints: [String] = []
    let resources = SharedResources()
    let context = BuildContext(resources: resources, version: "test")
    let unused = Plugin(configuration, in: context)
    if await PluginCheck.ends(within: patience, { await unused.close() }) == nil { complaints.append("close without a write hangs") }
    if await PluginCheck.ends(within: patience, { await unused.close() }) == nil { complaints.append("a second close hangs") }
    let plugin = Plugin(configuration, in: context)
    let names = declaration.cadence == .perEntity ? ["A", "B C", "日本"] : nil
    let all = names.map { [0, $0.count - 1] } ?? [0]
    for (rows, deletions) in [([], []), (all, [])] + (Plugin.canDelete ? [([], all), (names == nil ? [] : [1], all)] : []) {
      let batch = Self.batch(declaration, names: names, rows: rows, deletions: deletions)
      let isEmpty = rows.isEmpty && deletions.isEmpty
      if !isEmpty, plugin.preview(batch).isEmpty { complaints.append("a preview of rows shows nothing") }
      if isEmpty, !plugin.preview(batch).isEmpty { complaints.append("a preview of no rows shows something") }
      for seconds in [-1, 3] {
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        complaints += await write(plugin, batch, deadline)
      }
    }
    if Plugin.canShow { complaints += await show(plugin, of: names?.first) }
    await plugin.close()
    complaints += await write(plugin, Self.batch(declaration, names: names, rows: [0]), .now.advanced(by: .seconds(3)))
    await plugin.close()
    await resources.close()
    return complaints
  }

  /// What stands in a place is told, also where that is nothing, or there is a fault that says where and why.
  private func show(_ plugin: Plugin, of entity: String?) async -> [String] {
    let result = await PluginCheck.ends(within: patience + .seconds(3)) { () -> Result<StoredRecord?, PluginFault> in
      do throws(PluginFault) {
        return .success(try await plugin.record(of: entity, until: .now.advanced(by: .seconds(3))))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case nil: return ["telling what is stored hangs"]
    case .failure(let fault): return PluginCheck.complaint(fault).map { ["telling what is stored: \($0)"] } ?? []
    case .success(nil): return ["it says that it can tell what is stored, and does not"]
    case .success: return []
    }
  }

  private func write(_ plugin: Plugin, _ batch: OutputBatch, _ deadline: ContinuousClock.Instant) async -> [String] {
    let result = await PluginCheck.ends(within: patience + max(deadline - .now, .zero)) { await plugin.write(batch, until: deadline) }
    guard let result else { return ["a write of \(batch.rows.count) rows hangs"] }
    var complaints: [String] = []
    let isPossible = [result.written, result.deleted, result.failed].allSatisfy { $0 >= 0 } && result.deleted <= batch.deletions.count
    if !isPossible || result.written + result.deleted + result.failed != batch.rows.count + batch.deletions.count {
      let told = "\(result.written) written, \(result.deleted) deleted and \(result.failed) failed"
      complaints.append(
        "a write of \(batch.rows.count) rows" + (batch.deletions.isEmpty ? "" : " and \(batch.deletions.count) deletions")
          + " tells of \(told)")
    }
    if (result.failed > 0) != (result.fault != nil) { complaints.append("rows failed without a fault, or the other way round") }
    return complaints + (result.fault.flatMap { PluginCheck.complaint($0) }.map { [$0] } ?? [])
  }

  private static func batch(_ declaration: SinkDeclaration, names: [String]?, rows: [Int], deletions: [Int] = []) -> OutputBatch {
    var texts = TextColumn()
    for name in names ?? [] { texts.append(name) }
    let outputs = declaration.outputs.map { output in
      var column = Column(for: output.type)
      for row in 0..<(names?.count ?? 1) {
        switch output.type {
        case .text: column.append("text \"\(row)\"\n")
        case .boolean: column.append(row == 0)
        default: column.append(Double(row) + 0.5)
        }
      }
      return OutputBatch.Output(name: output.name, type: output.type, column: column)
    }
    return OutputBatch(policy: "example", entities: names.map { _ in texts }, rows: rows, deletions: deletions, outputs: outputs)
  }
}
