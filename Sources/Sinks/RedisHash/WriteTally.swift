internal import Governor
internal import Redis
internal import Synchronization

/// Counts the rows whose write Redis has confirmed. It outlives a run that breaks off, so that what was confirmed before still counts.
final class WriteTally: Sendable {
  private struct State {
    /// Whether each row is known to be written, by its place in the batch.
    var isWritten: [Bool]
    var firstFault: String?
  }

  private let rows: [Int]
  private let state: Mutex<State>

  /// A tally for the rows of a batch.
  init(rows: [Int]) {
    self.rows = rows
    state = Mutex(State(isWritten: [Bool](repeating: false, count: rows.count)))
  }

  /// Notes confirmed rows by their places in the batch, and the first thing that was wrong with others.
  func add(written: [Int], fault: String?) {
    state.withLock { state in
      for place in written { state.isWritten[place] = true }
      if state.firstFault == nil { state.firstFault = fault }
    }
  }

  /// What became of the rows; `fault` is why the run broke off, if it did.
  func result(_ fault: PluginFault?, at address: RedisAddress) -> WriteResult {
    state.withLock { state in
      let failed = rows.indices.filter { !state.isWritten[$0] }.map { rows[$0] }
      let own = state.firstFault.map { PluginFault(.invalid, place: "redis at \(address)", message: $0) }
      return WriteResult(
        written: rows.count - failed.count, failed: failed.count, failedRows: failed, fault: failed.isEmpty ? nil : fault ?? own)
    }
  }
}
