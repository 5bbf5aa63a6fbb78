internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// A small metrics endpoint on a free port of 127.0.0.1, for the demo and for tests.
public struct MetricsEndpoint: Sendable {
  private let page: @Sendable () -> String?

  /// An endpoint whose `/metrics` gives the page, or the status 503 where there is none.
  public init(page: @escaping @Sendable () -> String?) {
    self.page = page
  }

  /// Runs the endpoint while `body` runs; `body` gets its address. The endpoint is gone when this returns.
  public func serve<Value: Sendable>(_ body: @escaping @Sendable (String) async throws -> Value) async throws -> Value {
    let router = Router()
    let page = page
    router.get("metrics") { _, _ -> Response in
      guard let text = page() else { return Response(status: .serviceUnavailable) }
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
    var quiet = Logger(label: "metrics endpoint")
    quiet.logLevel = .critical
    let (ports, bound) = AsyncStream<Int?>.makeStream()
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), reuseAddress: false),
      onServerRunning: { channel in bound.yield(channel.localAddress?.port) }, logger: quiet)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: quiet))
    return try await withThrowingTaskGroup(of: Value?.self) { tasks in
      tasks.addTask {
        defer { bound.finish() }
        try await group.run()
        return nil
      }
      tasks.addTask {
        var waiting = ports.makeAsyncIterator()
        guard let port = await waiting.next() ?? nil else { return nil }
        return try await body("http://127.0.0.1:\(port)/metrics")
      }
      var value: Value?
      while value == nil, let next = try await tasks.next() { value = next }
      await group.triggerGracefulShutdown()
      tasks.cancelAll()
      guard let value else { throw NotServed() }
      return value
    }
  }

  /// The endpoint could not listen.
  struct NotServed: Error, CustomStringConvertible {
    var description: String { "the metrics endpoint could not listen on 127.0.0.1" }
  }
}
