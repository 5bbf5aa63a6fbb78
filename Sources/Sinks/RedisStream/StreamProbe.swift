internal import Diagnostics
internal import Redis
internal import RedisBinding

/// Looks at the replies of `XLEN`: a number says that a stream stands there, or nothing. Keeps the first thing that was wrong.
final class StreamProbe: ReplyVisitor {
  private(set) var fault: String?
  private let keyName: (Int) -> String

  /// `keyName` gives the stream of a command, for messages.
  init(keyName: @escaping (Int) -> String) {
    self.keyName = keyName
  }

  func integer(_ value: Int64, at position: ReplyPosition) { if position.depth > 0 { odd("a list", position) } }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { note("redis answers `\(bytes.shown())`", position) }
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a text", position) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { odd("a status", position) }
  func null(at position: ReplyPosition) { odd("nothing", position) }
  func array(count: Int, at position: ReplyPosition) { odd("a list", position) }

  private func odd(_ what: String, _ position: ReplyPosition) { note("redis answers XLEN with \(what)", position) }

  private func note(_ message: String, _ position: ReplyPosition) {
    if fault == nil { fault = "stream `\(keyName(position.command).shown())`: \(message)" }
  }
}
