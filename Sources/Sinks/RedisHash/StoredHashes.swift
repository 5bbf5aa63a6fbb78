internal import Governor
internal import Redis
internal import RedisBinding

/// Takes what stands under the keys of a batch: the fields of one `HMGET` for each row.
final class StoredHashes: ReplyVisitor {
  private var texts: [[String?]]
  private var fault: String?
  private let fields: Int

  init(rows: Int, fields: Int) {
    self.fields = fields
    texts = [[String?]](repeating: [String?](repeating: nil, count: fields), count: rows)
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    guard position.depth == 1, position.index < fields else { return odd("a text") }
    // Numbers and words are short; of a text that somebody else put there the beginning tells enough.
    texts[position.command][position.index] = String(decoding: (0..<min(bytes.count, 1000)).map { bytes[$0] }, as: UTF8.self)
  }

  func null(at position: ReplyPosition) { if position.depth != 1 { odd("nothing") } }
  func array(count: Int, at position: ReplyPosition) { if position.depth != 0 || count != fields { odd("a list of \(count)") } }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers `\(bytes.shown())`" }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status") }
  func integer(_ value: Int64, at position: ReplyPosition) { odd("an integer") }

  var rows: StoredRows { StoredRows(texts: texts, fault: fault) }

  private func odd(_ what: String) { fault = fault ?? "redis answers HMGET with \(what)" }
}
