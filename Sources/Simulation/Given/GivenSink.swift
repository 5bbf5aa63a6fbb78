public import Governor
public import Policy
internal import Synchronization

/// Stands in the place of a sink: it writes nowhere, and fails where a test says so.
public final class GivenSink: SinkPlugin {
  private let isFailing = Mutex(false)

  /// A sink that writes.
  public init() {}

  /// Lets further writes fail or succeed.
  func fail(_ isFailing: Bool) { self.isFailing.withLock { $0 = isFailing } }

  /// Says of all rows that they are written, or that they failed.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    guard isFailing.withLock({ $0 }) else { return WriteResult(written: batch.rows.count, deleted: batch.deletions.count) }
    let fault = PluginFault(.unreachable, place: "the test", message: "lets the sink fail")
    return WriteResult(written: 0, failed: batch.rows.count + batch.deletions.count, fault: fault)
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
  public static var summary: String { "Writes nowhere, for tests." }
  /// No fields.
  public static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  /// None.
  public static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  /// A sink that writes.
  public convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init()
  }
}
