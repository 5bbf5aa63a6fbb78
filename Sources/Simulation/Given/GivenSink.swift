public import Governor
public import Policy
internal import Synchronization

/// Stands in the place of a sink, keeps what it is given to write in a tick, and fails where a test says so.
public final class GivenSink: SinkPlugin {
  private struct State {
    var isFailing = false
    var batch: OutputBatch?
  }

  private let state = Mutex(State())

  /// A sink that writes.
  public init() {}

  /// Lets further writes fail or succeed.
  func fail(_ isFailing: Bool) { state.withLock { $0.isFailing = isFailing } }

  /// What was written since it was asked last.
  func take() -> OutputBatch? {
    state.withLock { state in
      defer { state.batch = nil }
      return state.batch
    }
  }

  /// Keeps the rows, or fails them all.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    state.withLock { state in
      guard !state.isFailing else {
        let fault = PluginFault(.unreachable, place: "the test", message: "lets the sink fail")
        return WriteResult(written: 0, failed: batch.rows.count, fault: fault)
      }
      state.batch = batch
      return WriteResult(written: batch.rows.count)
    }
  }

  /// Nothing.
  public func preview(_ batch: OutputBatch) -> [String] { [] }
  /// Nothing to let go of.
  public func close() async {}
}

extension GivenSink {
  /// It has none: it is no type that a policy can name.
  public struct Configuration: SinkConfiguration {
    /// None.
    public var outputs: [OutputField] { [] }
    /// None.
    public var templates: [KeyTemplate] { [] }
    /// None.
    public var writtenKeys: WrittenKeys? { nil }
  }

  /// The word behind `type:`, which no registry knows.
  public static var type: String { "given" }
  /// For the reference.
  public static var summary: String { "Keeps what it is given to write." }
  /// No fields.
  public static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  /// None.
  public static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  /// A sink that writes.
  public convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init()
  }
}
