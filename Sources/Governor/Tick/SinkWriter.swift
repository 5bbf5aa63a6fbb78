internal import Policy

/// Gives one sink the rows that may be written, and keeps back the others.
struct SinkWriter: Sendable {
  private let declaration: SinkDeclaration
  private let policyName: String
  private let plugin: (any SinkPlugin)?

  /// Without a plugin every row fails: a sink that was left out would be missed by nobody.
  init(_ declaration: SinkDeclaration, policy: CheckedPolicy, plugin: (any SinkPlugin)?) {
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
      result = Self.checked(await write(batch), rows: batch.rows.count)
    case .preview: preview = plugin?.preview(batch) ?? []
    case .real, .discard: break
    }
    return SinkReport(
      name: declaration.name, written: result.written, failed: result.failed,
      writtenRows: Self.writtenRows(batch.rows, result), failedRows: Self.failedRows(batch.rows, result), withheldRows: selection.keptBack,
      withheld: selection.withheld, missing: selection.missing,
      fault: result.fault, preview: preview, seconds: clock.monotonic - start)
  }

  func close() async { await plugin?.close() }

  private func write(_ batch: OutputBatch) async -> WriteResult {
    guard let plugin else {
      let fault = PluginFault(.unreachable, place: "the host", message: "has no plugin of the type that the policy was loaded with")
      return WriteResult(written: 0, failed: batch.rows.count, fault: fault)
    }
    return await plugin.write(batch, until: .now.advanced(by: .seconds(declaration.timeout)))
  }

  /// A value counts as written only where that is known.
  private static func writtenRows(_ rows: [Int], _ result: WriteResult) -> [Int] {
    guard result.written > 0 else { return [] }
    guard result.failed > 0 else { return rows }
    guard let failed = result.failedRows.map(Set.init), failed.count == result.failed else { return [] }
    return rows.filter { !failed.contains($0) }
  }

  private static func failedRows(_ rows: [Int], _ result: WriteResult) -> [Int] {
    guard result.failed > 0 else { return [] }
    return result.written == 0 ? rows : result.failedRows ?? []
  }

  /// A row that a plugin does not account for has failed.
  private static func checked(_ result: WriteResult, rows: Int) -> WriteResult {
    let written = min(max(result.written, 0), rows)
    guard written != result.written || written + result.failed != rows else { return result }
    let fault = result.fault ?? PluginFault(.invalid, place: "the plugin", message: "did not account for all rows")
    return WriteResult(written: written, failed: rows - written, fault: fault)
  }

  private func rows(_ snapshot: Snapshot) -> Int { declaration.cadence == .perEntity ? snapshot.rows : 1 }
}
