internal import Diagnostics
internal import Redis
internal import RedisBinding

/// Looks at the reply of every `XADD`: the id of the entry says that it is there, and nothing else does.
final class EntryVisitor: ReplyVisitor {
  private let tally: WriteTally
  private let keyName: (Int) -> String

  /// `keyName` gives the stream of a command, for messages.
  init(tally: WriteTally, keyName: @escaping (Int) -> String) {
    self.tally = tally
    self.keyName = keyName
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    // An id is two numbers; an empty text is none.
    if position.depth == 0, bytes.count > 0 { tally.add(written: [position.command]) } else { odd("a text that is no id", position) }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { note("redis answers `\(bytes.shown())`", position) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status", position) }
  func integer(_ value: Int64, at position: ReplyPosition) { odd("an integer", position) }
  func null(at position: ReplyPosition) { odd("nothing", position) }
  func array(count: Int, at position: ReplyPosition) { odd("a list", position) }

  private func odd(_ what: String, _ position: ReplyPosition) { note("redis answers XADD with \(what)", position) }

  private func note(_ message: String, _ position: ReplyPosition) {
    tally.add(fault: "stream `\(keyName(position.command).shown())`: \(message)")
  }
}
