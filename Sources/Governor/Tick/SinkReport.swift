/// What became of a sink's rows in a tick.
public struct SinkReport: Sendable {
  /// The sink's name.
  public let name: String
  /// Rows written.
  public let written: Int
  /// Rows not known to be written.
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
  /// Why rows failed.
  public let fault: PluginFault?
  /// What would have been written, in a dry run.
  public let preview: [String]
  /// Seconds that the write took.
  public let seconds: Double
}
