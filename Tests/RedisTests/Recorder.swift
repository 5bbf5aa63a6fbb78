import Redis

/// Writes down everything it is shown.
final class Recorder: ReplyVisitor {
  enum Event: Sendable, Hashable {
    case string(String, ReplyPosition)
    case status(String, ReplyPosition)
    case error(String, ReplyPosition)
    case integer(Int64, ReplyPosition)
    case null(ReplyPosition)
    case array(Int, ReplyPosition)
    case finished(Int)
  }

  private(set) var events: [Event] = []

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { events.append(.string(text(bytes), position)) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { events.append(.status(text(bytes), position)) }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { events.append(.error(text(bytes), position)) }
  func integer(_ value: Int64, at position: ReplyPosition) { events.append(.integer(value, position)) }
  func null(at position: ReplyPosition) { events.append(.null(position)) }
  func array(count: Int, at position: ReplyPosition) { events.append(.array(count, position)) }
  func finished(command: Int) { events.append(.finished(command)) }

  private func text(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}

extension RedisClient {
  /// Runs commands given as words, with a generous deadline, and returns what came back.
  func record(_ commands: [[String]], within duration: Duration = .seconds(60)) async throws -> [Recorder.Event] {
    try await run(until: .now.advanced(by: duration)) { session in
      let recorder = Recorder()
      try session.pipeline(
        commands.count,
        encode: { index, buffer in
          buffer.command(arguments: commands[index].count)
          for word in commands[index] { buffer.argument(word) }
        }, visitor: recorder)
      return recorder.events
    }
  }
}

extension RedisClient {
  init(_ url: String, name: String? = nil, connectTimeout: Duration = .seconds(20), limits: RedisLimits = .init()) throws {
    self.init(address: try RedisAddress(url), name: name, connectTimeout: connectTimeout, limits: limits)
  }
}
