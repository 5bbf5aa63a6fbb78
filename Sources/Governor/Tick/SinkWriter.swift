internal import Policy

/// Gives one sink the rows that may be written, and keeps back the others.
struct SinkWriter: Sendable {
  private let declaration: SinkDeclaration
  private let policyName: String
  private let plugin: any SinkPlugin

  init?(_ declaration: SinkDeclaration, policy: CheckedPolicy, registry: Registry, context: BuildContext) {
    guard let plugin = registry.build(declaration, in: context) else { return nil }
    self.declaration = declaration
    self.plugin = plugin
    policyName = policy.name
  }

  func write(
    _ snapshot: Snapshot, _ evaluation: Evaluation, _ writing: PolicyRunner.Writing, clock: any GovernorClock
  ) async -> SinkReport {
    let start = clock.monotonic
    let selection = RowSelection(outputs: declaration.outputs.map { evaluation[$0.register] }, rows: rows(snapshot))
    let batch = OutputBatch(
      policy: policyName, entities: declaration.cadence == .perEntity ? snapshot.entities?.names : nil, rows: selection.rows,
      outputs: declaration.outputs.map { OutputBatch.Output(name: $0.name, type: $0.type, column: evaluation[$0.register]) })
    var result = WriteResult(written: 0)
    var preview: [String] = []
    switch writing {
    case .real where !batch.rows.isEmpty:
      result = await plugin.write(batch, until: .now.advanced(by: .seconds(declaration.timeout)))
    case .preview: preview = plugin.preview(batch)
    case .real: break
    }
    return SinkReport(
      name: declaration.name, written: result.written, failed: result.failed, withheld: selection.withheld, missing: selection.missing,
      fault: result.fault, preview: preview, seconds: clock.monotonic - start)
  }

  func close() async { await plugin.close() }

  private func rows(_ snapshot: Snapshot) -> Int { declaration.cadence == .perEntity ? snapshot.rows : 1 }
}
