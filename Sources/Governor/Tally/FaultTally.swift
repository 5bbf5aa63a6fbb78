internal import Policy

/// How often an output had a division by zero, an overflow or the like behind it, whatever stood for it in the end.
public struct FaultTally: Sendable {
  /// The output, as `sink.field`, or `metric NAME` for a gauge.
  public let output: String
  let register: Register
  /// Rows, over all ticks.
  public internal(set) var count: Int
}
