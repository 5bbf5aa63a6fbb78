internal import Diagnostics
internal import Redis
internal import RedisBinding

/// Looks at every reply of the transactions. A row is written when EXEC answers both of its commands well: nothing else counts.
final class WriteVisitor: ReplyVisitor {
  private let blocks: TransactionBlocks
  private let tally: WriteTally
  private let keyName: (Int) -> String
  /// What EXEC has said of the rows of the block at hand.
  private var isHashGood = false
  private var written: [Int] = []
  private var fault: String?

  /// `keyName` gives the key of a row, for messages.
  init(blocks: TransactionBlocks, tally: WriteTally, keyName: @escaping (Int) -> String) {
    self.blocks = blocks
    self.tally = tally
    self.keyName = keyName
  }

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    // OK for MULTI, QUEUED for the others. In EXEC's answer a status is none of HSET or EXPIRE.
    if position.depth > 0 { odd("a status") }
  }

  func array(count: Int, at position: ReplyPosition) {
    guard position.depth == 0, case .end(let firstRow) = blocks.step(position.command) else { return odd("a list") }
    let rows = min(TransactionBlocks.size, blocks.rows - firstRow)
    if count != 2 * rows { odd("\(count) answers where \(2 * rows) are due") }
  }

  func integer(_ value: Int64, at position: ReplyPosition) {
    guard position.depth == 1 else { return odd("an integer") }
    if position.index % 2 == 0 {
      isHashGood = true
    } else {
      if isHashGood, value == 1 {
        if let row = row(position) { written.append(row) }
      } else if isHashGood {
        note("a key was gone before it got its time to live", at: position)
      }
      isHashGood = false
    }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    note("redis answers `\(bytes.shown())`", at: position)
    if position.depth == 1 { isHashGood = false }
  }

  func null(at position: ReplyPosition) { note("the transaction was not carried out") }
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a text") }

  func finished(command: Int) {
    guard case .end = blocks.step(command) else { return }
    tally.add(written: written, fault: fault)
    (written, isHashGood, fault) = ([], false, nil)
  }

  private func odd(_ what: String) {
    note("redis answers a write with \(what)")
  }

  private func note(_ message: String, at position: ReplyPosition? = nil) {
    guard fault == nil else { return }
    let key = position.flatMap(row).map { "key `\(keyName($0).shown())`: " } ?? ""
    fault = key + message
  }

  /// The row that a reply is about, where it is about one.
  private func row(_ position: ReplyPosition) -> Int? {
    switch blocks.step(position.command) {
    case .hash(let row), .expire(let row): return row
    case .end(let firstRow) where position.depth == 1:
      let row = firstRow + position.index / 2
      return row < blocks.rows ? row : nil
    case .begin, .end: return nil
    }
  }
}
