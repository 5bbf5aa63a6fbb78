import Redis
import Sandbox

/// Looks into the Redis of a test, and fills it.
struct RedisProbe {
  private let client: RedisClient

  init(_ server: RedisServer) throws {
    client = RedisClient(address: try RedisAddress(server.unixURL), name: "probe")
  }

  /// The texts and numbers of a reply, flat.
  @discardableResult
  func command(_ arguments: String...) async throws -> [String] {
    try await client.run(until: .now.advanced(by: .seconds(10))) { session in
      let visitor = FlatReply()
      try session.pipeline(
        1,
        encode: { _, buffer in
          buffer.command(arguments: arguments.count)
          for argument in arguments { buffer.argument(argument) }
        }, visitor: visitor)
      return visitor.values
    }
  }

  /// A hash as a dictionary.
  func hash(_ key: String) async throws -> [String: String] {
    let flat = try await command("HGETALL", key)
    return Dictionary(uniqueKeysWithValues: stride(from: 0, to: flat.count - 1, by: 2).map { (flat[$0], flat[$0 + 1]) })
  }

  func timeToLive(_ key: String) async throws -> Int? {
    try await command("TTL", key).first.flatMap { Int($0) }
  }
}

private final class FlatReply: ReplyVisitor {
  private(set) var values: [String] = []

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) { values.append(text(bytes)) }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { values.append(text(bytes)) }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { values.append("error: \(text(bytes))") }
  func integer(_ value: Int64, at position: ReplyPosition) { values.append("\(value)") }
  func null(at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}

  private func text(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
