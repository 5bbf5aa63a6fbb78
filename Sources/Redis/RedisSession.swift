/// The use of a connection in one run; it cannot be copied, kept or made elsewhere.
public struct RedisSession: ~Copyable {
  private let connection: RedisConnection
  private let cancellation: Cancellation
  /// When the run ends at the latest.
  public let deadline: ContinuousClock.Instant

  init(connection: RedisConnection, deadline: ContinuousClock.Instant, cancellation: Cancellation) {
    self.connection = connection
    self.deadline = deadline
    self.cancellation = cancellation
  }

  /// Sends `count` commands and hands each reply to the visitor.
  ///
  /// `encode` is called for 0..<count in order, as the socket drains, and writes exactly one whole command; pending output stays near
  /// 256 KiB. Writing and reading overlap, so any number of commands is possible; 0 does nothing. Throws `RedisError`, after which the
  /// connection is given up, or what `encode` throws (the connection survives that if nothing of this pipeline was sent yet).
  public mutating func pipeline(
    _ count: Int, encode: (Int, inout CommandBuffer) throws -> Void, visitor: some ReplyVisitor
  ) throws {
    try connection.exchange(count, until: deadline, cancellation, encode: encode, visitor: visitor)
  }
}
