/// Takes the answer to one command of the greeting: a status accepts, anything else refuses.
final class GreetingVisitor: ReplyVisitor {
  private(set) var isAccepted = false
  /// The server's text if it answered with an error; at most 4096 bytes.
  private(set) var error: [UInt8]?

  /// Whether the server knows the client and does not let it use the command, or has no such command.
  var isForbidden: Bool { error.map { error in Self.refusals.contains { error.starts(with: $0.utf8) } } ?? false }

  private static let refusals = ["NOPERM", "ERR unknown command", "ERR unknown subcommand", "ERR Unknown subcommand"]

  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    if position.depth == 0 { isAccepted = true }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    var text: [UInt8] = []
    for index in 0..<min(bytes.count, 4096) { text.append(bytes[index]) }
    error = text
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {}
  func integer(_ value: Int64, at position: ReplyPosition) {}
  func null(at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}
}
