internal import Governor
internal import Redis
internal import Synchronization

/// Counts the rows whose write or deletion Redis has confirmed. It outlives a run that breaks off, so that what was confirmed before still
/// counts.
final class WriteTally: Sendable {
  private struct State {
    /// Whether each row is known to be written, by its place in the batch.
    var isWritten: [Bool]
    /// Whether each key to be deleted is known to be gone, by its place in the batch.
    var isDeleted: [Bool]
    var firstFault: String?
  }

  private let rows: [Int]
  private let deletions: [Int]
  private let state: Mutex<State>

  /// A tally for the rows and deletions of a batch.
  init(rows: [Int], deletions: [Int] = []) {
    self.rows = rows
    self.deletions = deletions
    state = Mutex(
      State(isWritten: [Bool](repeating: false, count: rows.count), isDeleted: [Bool](repeating: false, count: deletions.count)))
  }

  /// Notes confirmed rows by their places in the batch, and the first thing that was wrong with others.
  func add(written: [Int] = [], deleted: [Int] = [], fault: String? = nil) {
    state.withLock { state in
      for place in written { state.isWritten[place] = true }
      for place in deleted { state.isDeleted[place] = true }
      if state.firstFault == nil { state.firstFault = fault }
    }
  }

  /// What became of the rows; `fault` is why the run broke off, if it did.
  func result(_ fault: PluginFault?, at address: RedisAddress) -> WriteResult {
    state.withLock { state in
      let unwritten = rows.indices.filter { !state.isWritten[$0] }.map { rows[$0] }
      let kept = deletions.indices.filter { !state.isDeleted[$0] }.map { deletions[$0] }
      let failed = unwritten + kept
      let own = state.firstFault.map { PluginFault(.invalid, place: "redis at \(address)", message: $0) }
      return WriteResult(
        written: rows.count - unwritten.count, deleted: deletions.count - kept.count, failed: failed.count, failedRows: failed.sorted(),
        fault: failed.isEmpty ? nil : fault ?? own)
    }
  }
}
