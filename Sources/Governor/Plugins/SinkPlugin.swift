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
  /// Whether it can delete what it has written for a row, as `when_withheld: delete` asks. Left out, it cannot, and the loader refuses that.
  static var canDelete: Bool { get }
  /// Whether it can tell what stands in its place, as a `show` of `api` asks. Left out, it cannot, and the loader refuses that.
  static var canShow: Bool { get }

  /// Builds a sink. Contacts nothing.
  init(_ configuration: Configuration, in context: BuildContext)
  /// Writes the rows of a batch, and deletes what was written before for its `deletions`, before the deadline; tells what became of each.
  func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult
  /// What `write` would do, a line for each step. Contacts nothing.
  func preview(_ batch: OutputBatch) -> [String]
  /// What stands now where a batch would be written; nil where the sink cannot tell. Writes nothing.
  func stored(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRows?
  /// All that stands now in the place of an entity, or in the one place, whoever wrote it; nil where the sink cannot tell. Writes nothing.
  func record(of entity: String?, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRecord?
  /// Lets go of what it holds.
  func close() async
}

extension SinkPlugin {
  /// Nobody can tell.
  public func stored(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRows? { nil }
  /// Nobody can tell.
  public func record(of entity: String?, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRecord? { nil }
  /// It cannot tell.
  public static var canShow: Bool { false }
  /// It deletes nothing.
  public static var canDelete: Bool { false }
}

/// What became of the rows of a batch.
public struct WriteResult: Sendable {
  /// Rows that are known to be written.
  public let written: Int
  /// Rows of which nothing is left, as was asked; whether there was anything before is not told.
  public let deleted: Int
  /// Rows that are not known to be written, or deleted.
  public let failed: Int
  /// The rows that failed, as the batch numbers them; nil where it is not known which.
  public let failedRows: [Int]?
  /// Why rows failed: the first cause.
  public let fault: PluginFault?

  /// What became of some rows.
  public init(written: Int, deleted: Int = 0, failed: Int = 0, failedRows: [Int]? = nil, fault: PluginFault? = nil) {
    self.written = written
    self.deleted = deleted
    self.failed = failed
    self.failedRows = failedRows
    self.fault = fault
  }
}
