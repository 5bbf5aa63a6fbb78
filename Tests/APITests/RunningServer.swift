import Logging
import TestSupport
import Testing

@testable import API

/// A server on a free port while a test runs, which is told to stop at its end.
enum RunningServer {
  /// Quiet, whatever happens.
  static var logger: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }

  /// Limits of which a test can see the end soon.
  static func limits(_ change: (inout ServerLimits) -> Void = { _ in }) -> ServerLimits {
    var limits = ServerLimits()
    limits.lingerSeconds = 0.2
    change(&limits)
    return limits
  }

  static func with<Value: Sendable>(
    _ limits: ServerLimits = limits(), answer: @escaping @Sendable (APIRequest) async -> APIAnswer = echo,
    _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    let server = APIServer(address: ListenAddress(host: "127.0.0.1", port: 0), limits: limits, logger: logger, answer: answer)
    return try await withThrowingTaskGroup(of: Value?.self) { tasks in
      tasks.addTask {
        try await server.run()
        return nil
      }
      tasks.addTask {
        let address = try #require(await server.listens())
        return try await body(try #require(address.port))
      }
      var value: Value?
      while value == nil, let next = try await tasks.next() { value = next }
      tasks.cancelAll()
      return try #require(value)
    }
  }

  /// Tells what was asked.
  static let echo: @Sendable (APIRequest) async -> APIAnswer = { request in
    APIAnswer(json: "\"\(request.method) \(request.path.joined(separator: "|")) \(request.body.count)\"")
  }
}
