internal import Diagnostics
internal import Redis
internal import RedisBinding

/// Looks at the reply of every `DEL`: a number says that the key is gone, whether it was there or not.
final class DeleteVisitor: ReplyVisitor {
  private let tally: WriteTally
  private let keyName: (Int) -> String

  /// `keyName` gives the key of a command, for messages.
  init(tally: WriteTally, keyName: @escaping (Int) -> String) {
    self.tally = tally
    self.keyName = keyName
  }

  func integer(_ value: Int64, at position: ReplyPosition) {
    if position.depth == 0 { tally.add(deleted: [position.command]) } else { odd("a list", position) }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    tally.add(fault: "key `\(keyName(position.command).shown())`: redis answers `\(bytes.shown())`")
  }

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status", position) }
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a text", position) }
  func null(at position: ReplyPosition) { odd("nothing", position) }
  func array(count: Int, at position: ReplyPosition) { odd("a list", position) }

  private func odd(_ what: String, _ position: ReplyPosition) {
    tally.add(fault: "key `\(keyName(position.command).shown())`: redis answers a deletion with \(what)")
  }
}
