internal import Policy

/// Gives one sink the rows that may be written, and keeps back the others.
struct SinkWriter: Sendable {
  private let declaration: SinkDeclaration
  private let policyName: String
  private let plugin: (any SinkPlugin)?
  private let isActive: Bool
  private let gate = CallGate()

  /// Without a plugin every row fails: a sink that was left out would be missed by nobody.
  init(_ declaration: SinkDeclaration, policy: CheckedPolicy, plugin: (any SinkPlugin)?) {
    self.declaration = declaration
    self.plugin = plugin
    policyName = policy.name
    isActive = declaration.isActive(in: policy.mode)
  }

  /// Writes the rows of a tick, or those that are among `wanted`, ascending. `evaluation` is of the program that holds the sink's outputs.
  func write(
    _ snapshot: Snapshot, _ evaluation: Evaluation, among wanted: [Int]? = nil, _ writing: PolicyRunner.Writing, clock: any GovernorClock
  ) async -> SinkReport {
    guard isActive else {
      return SinkReport(
        name: declaration.name, isActive: false, written: 0, deleted: 0, failed: 0, writtenRows: [], failedRows: [], withheldRows: [],
        withheld: 0, missing: 0, fault: nil, preview: [],
        seconds: 0)
    }
    let start = clock.monotonic
    let selection = RowSelection(outputs: declaration.outputs.map { evaluation[$0.register] }, rows: rows(snapshot), among: wanted)
    // A tick that is broken off has read less than the policy knows, and must not take values away for it.
    let isDeleting = declaration.whenWithheld == .delete && !Task.isCancelled
    let batch = OutputBatch(
      policy: policyName, entities: declaration.cadence == .perEntity ? snapshot.entities?.names : nil, rows: selection.rows,
      deletions: isDeleting ? selection.keptBack : [],
      outputs: declaration.outputs.map { OutputBatch.Output(name: $0.name, type: $0.type, column: evaluation[$0.register]) })
    var result = WriteResult(written: 0)
    var preview: [String] = []
    switch writing {
    case .real where !batch.rows.isEmpty || !batch.deletions.isEmpty: result = Self.checked(await write(batch), batch)
    case .preview: preview = plugin?.preview(batch) ?? []
    case .real, .discard: break
    }
    return SinkReport(
      name: declaration.name, isActive: true, written: result.written, deleted: result.deleted, failed: result.failed,
      writtenRows: Self.writtenRows(batch, result), failedRows: Self.failedRows(batch, result), withheldRows: selection.keptBack,
      withheld: selection.withheld, missing: selection.missing, fault: result.fault, preview: preview, seconds: clock.monotonic - start)
  }

  func close() async { await plugin?.close() }

  private func write(_ batch: OutputBatch) async -> WriteResult {
    guard let plugin else {
      return Self.failed(batch, at: "the host", "has no plugin of the type that the policy was loaded with")
    }
    let deadline = ContinuousClock.now.advanced(by: .seconds(declaration.timeout))
    switch await gate.call(until: deadline, { await plugin.write(batch, until: deadline) }) {
    case .value(let result): return result
    case .late: return Self.failed(batch, at: "the plugin `\(declaration.type)`", "the write did not end by its deadline")
    case .busy: return Self.failed(batch, at: "the plugin `\(declaration.type)`", "an earlier write has not ended yet")
    }
  }

  private static func failed(_ batch: OutputBatch, at place: String, _ message: String) -> WriteResult {
    let fault = PluginFault(.unreachable, place: place, message: message)
    return WriteResult(written: 0, failed: batch.rows.count + batch.deletions.count, fault: fault)
  }

  /// A value counts as written only where that is known.
  private static func writtenRows(_ batch: OutputBatch, _ result: WriteResult) -> [Int] {
    guard result.written > 0 else { return [] }
    guard result.written < batch.rows.count else { return batch.rows }
    guard let failed = result.failedRows.map(Set.init), failed.count == result.failed else { return [] }
    return batch.rows.filter { !failed.contains($0) }
  }

  private static func failedRows(_ batch: OutputBatch, _ result: WriteResult) -> [Int] {
    guard result.failed > 0 else { return [] }
    let all = (result.written == 0 ? batch.rows : []) + (result.deleted == 0 ? batch.deletions : [])
    return all.count == result.failed ? all.sorted() : result.failedRows ?? []
  }

  /// A row that a plugin does not account for has failed.
  private static func checked(_ result: WriteResult, _ batch: OutputBatch) -> WriteResult {
    let rows = batch.rows.count + batch.deletions.count
    let written = min(max(result.written, 0), batch.rows.count)
    let deleted = min(max(result.deleted, 0), batch.deletions.count)
    guard written != result.written || deleted != result.deleted || written + deleted + result.failed != rows else { return result }
    let fault = result.fault ?? PluginFault(.invalid, place: "the plugin", message: "did not account for all rows")
    return WriteResult(written: written, deleted: deleted, failed: rows - written - deleted, fault: fault)
  }

  private func rows(_ snapshot: Snapshot) -> Int { declaration.cadence == .perEntity ? snapshot.rows : 1 }
}
