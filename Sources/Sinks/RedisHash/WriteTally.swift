internal import Governor
internal import Redis
internal import Synchronization

/// Counts the rows whose write or deletion Redis has confirmed. It outlives a run that breaks off, so that what was confirmed before still counts.
final class WriteTally: Sendable {
  private struct State {
    var written = 0
    var deleted = 0
    var firstFault: String?
  }

  private let rows: Int
  private let deletions: Int
  private let state = Mutex(State())

  init(rows: Int, deletions: Int = 0) {
    self.rows = rows
    self.deletions = deletions
  }

  /// Notes confirmed rows, and the first thing that was wrong with others.
  func add(written: Int = 0, deleted: Int = 0, fault: String? = nil) {
    state.withLock { state in
      state.written += written
      state.deleted += deleted
      if state.firstFault == nil { state.firstFault = fault }
    }
  }

  /// What became of the rows; `fault` is why the run broke off, if it did.
  func result(_ fault: PluginFault?, at address: RedisAddress) -> WriteResult {
    state.withLock { state in
      let failed = rows + deletions - state.written - state.deleted
      let own = state.firstFault.map { PluginFault(.invalid, place: "redis at \(address)", message: $0) }
      return WriteResult(written: state.written, deleted: state.deleted, failed: failed, fault: failed > 0 ? fault ?? own : nil)
    }
  }
}
