/// What became of a sink's rows in a tick.
public struct SinkReport: Sendable {
  /// The sink's name.
  public let name: String
  /// Whether it writes in the mode of the policy; if not, nothing was done and all counts are 0.
  public let isActive: Bool
  /// Rows written.
  public let written: Int
  /// Rows kept back whose key was deleted, or was not there any more.
  public let deleted: Int
  /// Rows not known to be written, or deleted.
  public let failed: Int
  /// The rows that are known to be written, ascending. Of a sink that cannot tell which rows failed, none where one did.
  public let writtenRows: [Int]
  /// The rows that are not known to be written, ascending.
  public let failedRows: [Int]
  /// The rows that were kept back, ascending.
  public let withheldRows: [Int]
  /// Rows kept back because a source that they need is withheld.
  public let withheld: Int
  /// Rows kept back because a value of theirs is missing.
  public let missing: Int
  /// Rows that were to be written and are not known to be, for whatever reason.
  public var lost: Int { failed + withheld + missing }
  /// Why rows failed.
  public let fault: PluginFault?
  /// What would have been written and deleted, in a dry run.
  public let preview: [String]
  /// Seconds that the write took.
  public let seconds: Double
}
