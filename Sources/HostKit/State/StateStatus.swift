/// How keeping the policies' memory on disk has gone, for metrics and answers.
public struct StateStatus: Sendable, Hashable {
  /// Files written.
  public internal(set) var written = 0
  /// Files that could not be written, or may not be.
  public internal(set) var failed = 0
  /// When a file was last written, in Unix seconds.
  public internal(set) var lastWritten: Double?
  /// Files that were found and not used.
  public internal(set) var refused = 0
  /// Why the last file that failed did; nil where all is well.
  public internal(set) var fault: String?
}
