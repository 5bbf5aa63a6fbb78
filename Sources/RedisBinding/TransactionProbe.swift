internal import Governor
public import Redis

/// Asks for an empty transaction before anything is written. A server, proxy or access rule that refuses MULTI would carry out each HSET
/// at once, and a crash behind it would leave a key without a time to live.
public final class TransactionProbe: ReplyVisitor {
  private var isBegun = false
  private var isEnded = false
  private var refusal: String?

  private init() {}

  /// Throws a fault where the server does not carry out transactions.
  public static func run(_ session: inout RedisSession, place: String) throws {
    let probe = TransactionProbe()
    try session.pipeline(
      2,
      encode: { command, buffer in
        buffer.command(arguments: 1)
        if command == 0 { buffer.argument("MULTI") } else { buffer.argument("EXEC") }
      }, visitor: probe)
    guard probe.isBegun, probe.isEnded else {
      let reason = probe.refusal.map { ": `\($0)`" } ?? ""
      throw PluginFault(.invalid, place: place, message: "transactions are not carried out, so nothing is written" + reason)
    }
  }

  /// Part of the answer.
  public func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { if position.command == 0 { isBegun = true } }
  /// Part of the answer.
  public func array(count: Int, at position: ReplyPosition) { if position.command == 1, count == 0 { isEnded = true } }
  /// Part of the answer.
  public func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { refusal = refusal ?? bytes.shown() }
  /// Part of the answer.
  public func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { refusal = refusal ?? "a text" }
  /// Part of the answer.
  public func integer(_ value: Int64, at position: ReplyPosition) { refusal = refusal ?? "an integer" }
  /// Part of the answer.
  public func null(at position: ReplyPosition) { refusal = refusal ?? "nothing" }
}
