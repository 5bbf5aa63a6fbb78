/// What became of a sink's rows in a tick.
public struct SinkReport: Sendable {
  /// The sink's name.
  public let name: String
  /// Rows written.
  public let written: Int
  /// Rows not known to be written.
  public let failed: Int
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
