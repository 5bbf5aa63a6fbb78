/// How keeping the policies' memory on disk has gone, for metrics.
public struct StateStatus: Sendable, Hashable {
  /// Files written.
  public var written = 0
  /// Writes that failed, or that may not be.
  public var failed = 0
  /// When a file was last written, in Unix seconds.
  public var lastWritten: Double?
  /// Files that were found and not used.
  public var refused = 0
  /// Policies whose memory is not on disk as it is now, because it could not be written.
  public var unkept = 0

  /// Nothing has been written yet.
  public init() {}
}
