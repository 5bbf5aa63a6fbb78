internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding

/// Takes the replies of one `HMGET` for each row straight into columns.
final class HashFieldsVisitor: ReplyVisitor {
  private var builder: RecordBatchBuilder
  private let wanted: [Int]

  /// For records of the given fields, of which `wanted` are asked for, in that order.
  init(fields: [RecordField], wanted: [Int], rows: Int, keepsRaw: Bool) {
    builder = RecordBatchBuilder(fields: fields, rows: rows, keepsRaw: keepsRaw)
    self.wanted = wanted
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    guard position.depth == 1, wanted.indices.contains(position.index) else { return odd(position, "a text outside of the fields") }
    builder.set(bytes, field: wanted[position.index], row: position.command)
  }

  func null(at position: ReplyPosition) {
    if position.depth != 1 { odd(position, "nothing") }
  }

  func array(count: Int, at position: ReplyPosition) {
    if position.depth != 0 || count != wanted.count { odd(position, "a list of \(count)") }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    let text = bytes.shown()
    builder.fault(row: position.command, "redis answers `\(text)`")
  }

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd(position, "a status") }
  func integer(_ value: Int64, at position: ReplyPosition) { odd(position, "an integer") }

  private func odd(_ position: ReplyPosition, _ what: String) {
    builder.fault(row: position.command, "redis answers HMGET with \(what)")
  }

  /// Says that the record of every row is there, whatever its fields.
  func setAllPresent(rows: Int) {
    for row in 0..<rows { builder.setPresent(row: row) }
  }

  /// The records.
  func records() -> RecordBatch { builder.finish() }
}
