import Governor
import Redis
import Sandbox
import Synchronization

/// Runs a world in real time: writes its hashes into Redis and serves its metrics.
final class Producers: Sendable {
  private let world: Mutex<World>
  private let client: RedisClient
  private let clock: any GovernorClock

  init(_ scenario: Scenario, redis: RedisAddress, clock: any GovernorClock) {
    world = Mutex(World(scenario))
    client = RedisClient(address: redis, name: "producers")
    self.clock = clock
  }

  /// The page of the metrics endpoint; nil while it answers with an error.
  func page() -> String? { world.withLock { $0.page(now: clock.now) } }

  /// Moves the world on by some seconds and writes what changed.
  func step(by seconds: Double) async throws {
    let changes = world.withLock { $0.step(by: seconds, now: clock.now) }
    try await client.run(until: .now.advanced(by: .seconds(5))) { session in
      let visitor = IgnoringVisitor()
      try session.pipeline(
        changes.count,
        encode: { index, buffer in
          switch changes[index] {
          case .write(let key, let fields):
            buffer.command(arguments: 2 + fields.count * 2)
            buffer.argument("HSET")
            buffer.argument(key)
            for field in fields {
              buffer.argument(field.name)
              buffer.argument(field.value)
            }
          case .delete(let key):
            buffer.command(arguments: 2)
            buffer.argument("DEL")
            buffer.argument(key)
          }
        }, visitor: visitor)
      if let fault = visitor.fault { throw RedisError(kind: .refused, message: fault) }
    }
  }

  /// Moves the world on until the task is cancelled.
  func run() async {
    let pause = 0.5
    while !Task.isCancelled {
      // A producer that cannot write is what the demo's table then shows; it tries again.
      try? await step(by: pause)
      try? await clock.sleep(for: pause)
    }
    await client.close()
  }
}

/// Wants to know of replies only whether one was an error.
private final class IgnoringVisitor: ReplyVisitor {
  private(set) var fault: String?

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = "redis refused a command of the demo's producers" }
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {}
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) {}
  func integer(_ value: Int64, at position: ReplyPosition) {}
  func null(at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}
}
