public import Policy

/// A type of sink: it writes what a tick computed.
///
/// Building has no side effects; the first write connects. `close` may come twice, and without a write.
public protocol SinkPlugin: Sendable {
  /// Its part of a policy, decoded.
  associatedtype Configuration: SinkConfiguration
  /// The word behind `type:`, a noun in snake_case.
  static var type: String { get }
  /// One sentence for the reference.
  static var summary: String { get }
  /// The one declaration of its configuration.
  static var schema: Schema<Configuration> { get }
  /// Bodies that are accepted and refused.
  static var examples: PluginExamples { get }

  /// Builds a sink. Contacts nothing.
  init(_ configuration: Configuration, in context: BuildContext)
  /// Writes the rows of a batch before the deadline and tells what became of each.
  func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult
  /// What `write` would do, a line for each step. Contacts nothing.
  func preview(_ batch: OutputBatch) -> [String]
  /// Lets go of what it holds.
  func close() async
}

/// What became of the rows of a batch.
public struct WriteResult: Sendable {
  /// Rows that are known to be written.
  public let written: Int
  /// Rows that are not known to be written.
  public let failed: Int
  /// The rows that failed, as the batch numbers them; nil where it is not known which.
  public let failedRows: [Int]?
  /// Why rows failed: the first cause.
  public let fault: PluginFault?

  /// What became of some rows.
  public init(written: Int, failed: Int = 0, failedRows: [Int]? = nil, fault: PluginFault? = nil) {
    self.written = written
    self.failed = failed
    self.failedRows = failedRows
    self.fault = fault
  }
}
