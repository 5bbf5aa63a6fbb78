/// Caps on what a server may send in one reply; beyond them the connection is thrown away.
public struct RedisLimits: Sendable, Hashable {
  /// Bytes of one whole reply as it stands on the wire, 1 KiB...1 GiB, and so the most memory that a reply can hold.
  public let replyBytes: Int
  /// Elements of one array, 0...2 147 483 646.
  public let arrayElements: Int
  /// Arrays inside one another, 1...7 (hiredis 0.14 itself ends at 8); an EXEC of HMGETs is 2.
  public let nestingDepth: Int

  /// Makes limits; values outside of the ranges are moved to their ends.
  public init(replyBytes: Int = 64 << 20, arrayElements: Int = 4_000_000, nestingDepth: Int = 7) {
    self.replyBytes = min(max(replyBytes, 1 << 10), 1 << 30)
    self.arrayElements = min(max(arrayElements, 0), Int(Int32.max) - 1)
    self.nestingDepth = min(max(nestingDepth, 1), 7)
  }
}
