internal import Diagnostics
internal import Governor
internal import Redis
internal import RedisBinding

/// Takes what stands under the keys of a batch: the fields of one `HMGET` for each row.
final class StoredHashes: ReplyVisitor {
  private var texts: [[String?]]
  private var fault: String?
  private var obstacles: [Int: String] = [:]
  private let fields: Int
  private let keyName: (Int) -> String

  /// `keyName` gives the key of a row, for messages.
  init(rows: Int, fields: Int, keyName: @escaping (Int) -> String) {
    self.fields = fields
    self.keyName = keyName
    texts = [[String?]](repeating: [String?](repeating: nil, count: fields), count: rows)
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    guard position.depth == 1, position.index < fields else { return odd("a text", position) }
    // Numbers and words are short; of a text that somebody else put there the beginning tells enough.
    texts[position.command][position.index] = String(decoding: (0..<min(bytes.count, 1000)).map { bytes[$0] }, as: UTF8.self)
  }

  func null(at position: ReplyPosition) { if position.depth != 1 { odd("nothing", position) } }
  func array(count: Int, at position: ReplyPosition) { if position.depth != 0 || count != fields { odd("a list of \(count)", position) } }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { note("redis answers `\(bytes.shown())`", position) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status", position) }
  func integer(_ value: Int64, at position: ReplyPosition) { odd("an integer", position) }

  var rows: StoredRows { StoredRows(texts: texts, fault: fault, obstacles: obstacles) }

  private func odd(_ what: String, _ position: ReplyPosition) { note("redis answers HMGET with \(what)", position) }

  private func note(_ message: String, _ position: ReplyPosition) {
    guard obstacles[position.command] == nil else { return }
    let words = "key `\(keyName(position.command).shown())`: \(message)"
    obstacles[position.command] = words
    if fault == nil { fault = words }
  }
}
