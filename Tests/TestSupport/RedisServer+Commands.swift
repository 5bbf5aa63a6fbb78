internal import Redis
package import Sandbox

/// Keeps what commands are answered: for each a list of texts, errors with a `!` before them, nothing as `(nil)`.
private final class Answers: ReplyVisitor {
  private(set) var lists: [[String]]

  init(_ count: Int) { lists = [[String]](repeating: [], count: count) }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { take(text(bytes), position) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { take(text(bytes), position) }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { take("!" + text(bytes), position) }
  func integer(_ value: Int64, at position: ReplyPosition) { take(String(value), position) }
  func null(at position: ReplyPosition) { take("(nil)", position) }
  func array(count: Int, at position: ReplyPosition) {}

  private func take(_ text: String, _ position: ReplyPosition) { lists[position.command].append(text) }
  private func text(_ bytes: Span<UInt8>) -> String { String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self) }
}

extension RedisServer {
  /// Runs commands given as bytes.
  @discardableResult
  package func run(bytes commands: [[[UInt8]]]) async throws -> [[String]] {
    let client = RedisClient(address: try RedisAddress(unixURL))
    let answers = try await client.run(until: .now.advanced(by: .seconds(60))) { session in
      let answers = Answers(commands.count)
      try session.pipeline(
        commands.count,
        encode: { index, buffer in
          buffer.command(arguments: commands[index].count)
          for word in commands[index] { buffer.argument(word.span) }
        }, visitor: answers)
      return answers.lists
    }
    await client.close()
    return answers
  }

  /// Runs commands given as words.
  @discardableResult
  package func run(_ commands: [String]...) async throws -> [[String]] {
    try await run(bytes: commands.map { $0.map { Array($0.utf8) } })
  }

  /// How often a command was called, by the server's own count.
  package func calls(_ command: String) async throws -> Int {
    let info = try await run(["INFO", "commandstats"])[0].joined()
    let head = "cmdstat_\(command):calls="
    guard let line = info.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix(head) }) else { return 0 }
    return Int(line.dropFirst(head.count).prefix { $0 != "," }) ?? 0
  }
}
