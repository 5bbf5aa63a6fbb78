internal import Diagnostics
internal import Governor
public import Redis

extension RedisSession {
  /// All fields of a hash in the order of the server; none where the key is not there. Throws a fault at `place` where something else is.
  public mutating func hash(_ key: String, place: String) throws -> [(name: String, text: String)] {
    let visitor = HashVisitor()
    try pipeline(
      1,
      encode: { _, buffer in
        buffer.command(arguments: 2)
        buffer.argument("HGETALL")
        buffer.argument(key)
      }, visitor: visitor)
    if let fault = visitor.fault { throw PluginFault(.invalid, place: place, message: "key `\(key.shown(limit: 200))`: \(fault)") }
    return stride(from: 0, to: visitor.texts.count - 1, by: 2).map { (visitor.texts[$0], visitor.texts[$0 + 1]) }
  }

  /// Puts a hash in the place of the one under a key, with its time to live, in one transaction: no reader sees a part of it, and none
  /// stays without its end. Throws a fault at `place` where the key holds something else, which is then left alone.
  public mutating func replaceHash(
    _ key: String, with fields: [(key: String, text: String)], ttl: TimeToLive, place: String
  ) throws {
    func fault(_ message: String) -> PluginFault {
      PluginFault(.invalid, place: place, message: "key `\(key.shown(limit: 200))`: \(message)")
    }
    let type = TypeVisitor()
    try pipeline(
      1,
      encode: { _, buffer in
        buffer.command(arguments: 2)
        buffer.argument("TYPE")
        buffer.argument(key)
      }, visitor: type)
    // An EXPIRE would be carried out on whatever is there, even where the HSET before it fails.
    guard type.word == "none" || type.word == "hash" else { throw fault(type.fault ?? "it holds a \(type.word), not a hash") }
    try TransactionProbe.run(&self, place: place)
    let written = ReplacementVisitor()
    try pipeline(
      5,
      encode: { command, buffer in
        switch command {
        case 0:
          buffer.command(arguments: 1)
          buffer.argument("MULTI")
        case 1:
          buffer.command(arguments: 2)
          buffer.argument("DEL")
          buffer.argument(key)
        case 2:
          buffer.command(arguments: 2 + 2 * fields.count)
          buffer.argument("HSET")
          buffer.argument(key)
          for field in fields {
            buffer.argument(field.key)
            buffer.argument(field.text)
          }
        case 3:
          buffer.command(arguments: 3)
          buffer.argument(ttl.command)
          buffer.argument(key)
          buffer.argument(ttl.count)
        default:
          buffer.command(arguments: 1)
          buffer.argument("EXEC")
        }
      }, visitor: written)
    guard written.isDone(fields: fields.count) else { throw fault(written.fault ?? "the transaction was not carried out") }
  }
}

/// Takes the names and texts of one `HGETALL`.
private final class HashVisitor: ReplyVisitor {
  private(set) var texts: [String] = []
  private(set) var fault: String?

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    texts.append(String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self))
  }
  func array(count: Int, at position: ReplyPosition) { if position.depth > 0 || count % 2 != 0 { odd("a list of \(count)") } }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers `\(bytes.shown())`" }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status") }
  func integer(_ value: Int64, at position: ReplyPosition) { odd("an integer") }
  func null(at position: ReplyPosition) { odd("nothing") }

  private func odd(_ what: String) { fault = fault ?? "redis answers HGETALL with \(what)" }
}

/// Takes the word of one `TYPE`.
private final class TypeVisitor: ReplyVisitor {
  private(set) var word = ""
  private(set) var fault: String? = "redis does not tell what it holds"

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    word = bytes.shown()
    fault = nil
  }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = "redis answers `\(bytes.shown())`" }
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}
  func integer(_ value: Int64, at position: ReplyPosition) {}
  func null(at position: ReplyPosition) {}
}

/// Looks at the answers to a transaction of `DEL`, `HSET` and `EXPIRE`.
private final class ReplacementVisitor: ReplyVisitor {
  private var counts: [Int64] = []
  private(set) var fault: String?

  /// Whether all fields were new, as they are behind a deletion, and the key has its end.
  func isDone(fields: Int) -> Bool { fault == nil && counts.count == 3 && counts[1] == Int64(fields) && counts[2] == 1 }

  func integer(_ value: Int64, at position: ReplyPosition) { if position.command == 4, position.depth == 1 { counts.append(value) } }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers `\(bytes.shown())`" }
  func null(at position: ReplyPosition) { fault = fault ?? "the transaction was not carried out" }
  // OK for MULTI, QUEUED for the others.
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers a write with a text" }
}
