import Governor
import Policy
import Synchronization

/// A source that looks to no deadline.
final class DeafSource: SourcePlugin {
  struct Configuration: SourceConfiguration {
    var fields: [RecordField] { [] }
    var templates: [KeyTemplate] { [] }
    var entities: EntityProvision { .none }
  }

  static var type: String { "deaf" }
  static var summary: String { "Ends when a test lets it." }
  static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  private struct State {
    var reads = 0
    var ended = 0
    var isFree = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  init() {}
  convenience init(_ configuration: Configuration, in context: BuildContext) { self.init() }

  var reads: Int { state.withLock { $0.reads } }
  var ended: Int { state.withLock { $0.ended } }

  /// Lets all reads end, those to come too.
  func release() {
    let waiting = state.withLock { state in
      state.isFree = true
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        state.reads += 1
        if !state.isFree { state.waiting.append(continuation) }
        return state.isFree
      }
      if isFree { continuation.resume() }
    }
    state.withLock { $0.ended += 1 }
    return Reading(records: request.builder(rows: 1).finish())
  }

  func close() async {}
}
