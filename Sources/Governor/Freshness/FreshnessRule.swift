/// When data is too old, or too far in the future, to be fresh.
public struct FreshnessRule: Sendable {
  /// Seconds at which data is stale; nil is never.
  public let staleAfter: Double?
  /// Seconds that data may be ahead of the host's clock.
  public let clockSkew: Double

  /// A rule.
  public init(staleAfter: Double?, clockSkew: Double) {
    self.staleAfter = staleAfter
    self.clockSkew = clockSkew
  }

  /// Whether data that was true at `asOf` is fresh at `now`, both in Unix seconds.
  public func isFresh(asOf: Double, now: Double) -> Bool {
    guard asOf - now <= clockSkew else { return false }
    return staleAfter.map { now - asOf < $0 } ?? true
  }
}
