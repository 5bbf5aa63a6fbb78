internal import Redis
internal import RedisBinding

/// Takes the replies of one `HMGET` for each row as they come, to be kept.
final class KeptHashesVisitor: ReplyVisitor {
  private(set) var hashes: KeptHashes
  private let asked: [Int]
  private let list: Int
  private let fields: Int

  /// For rows that are asked for the fields of a list, of which there are so many.
  init(_ hashes: consuming KeptHashes, asked: [Int], list: Int, fields: Int) {
    self.hashes = hashes
    self.asked = asked
    self.list = list
    self.fields = fields
    for row in asked { self.hashes.begin(row: row, fields: fields) }
  }

  /// Gives the hashes away.
  func release() -> KeptHashes {
    defer { hashes = KeptHashes() }
    return hashes
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    guard position.depth == 1, position.index < fields else { return odd(position, "a text outside of the fields") }
    hashes.set(bytes, field: position.index, row: asked[position.command])
  }

  func null(at position: ReplyPosition) {
    if position.depth != 1 { odd(position, "nothing") }
  }

  func array(count: Int, at position: ReplyPosition) {
    if position.depth != 0 || count != fields { odd(position, "a list of \(count)") }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    hashes.note("redis answers `\(bytes.shown())`", row: asked[position.command])
  }

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd(position, "a status") }
  func integer(_ value: Int64, at position: ReplyPosition) { odd(position, "an integer") }
  func finished(command: Int) { hashes.finish(row: asked[command], list: list) }

  private func odd(_ position: ReplyPosition, _ what: String) {
    hashes.note("redis answers HMGET with \(what)", row: asked[position.command])
  }
}
