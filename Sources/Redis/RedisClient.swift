public import Blocking

/// A client with one connection, made when it is needed.
///
/// Runs follow one another on a thread of the client's own queue; a run that waits for its turn notices its deadline and its cancellation
/// when the turn comes. No command is ever sent twice: a connection that broke is replaced for the next run, not in the middle of one.
public actor RedisClient {
  /// Where the server is.
  public nonisolated let address: RedisAddress
  private let executor: QueueExecutor
  private let name: String?
  private let connectTimeout: Duration
  private let limits: RedisLimits
  private var backoff: Backoff
  private var connection: RedisConnection?
  private var lastFault: RedisError?
  private var isClosed = false

  /// The client's own queue.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Makes a client; no input or output happens before the first run.
  ///
  /// `connectTimeout` spans connecting and the greeting (AUTH, SETNAME, SELECT), and the deadline of a run spans both as well. `name` is
  /// what CLIENT LIST shows; Redis takes no spaces in it.
  public init(
    address: RedisAddress, name: String? = nil, connectTimeout: Duration = .seconds(2), limits: RedisLimits = .init(),
    backoff: Backoff = .init()
  ) {
    self.address = address
    self.name = name
    self.connectTimeout = connectTimeout
    self.limits = limits
    self.backoff = backoff
    executor = QueueExecutor(label: "redis")
  }

  /// Connects if need be, and runs `body` with the connection, all before `deadline`.
  ///
  /// `body` runs synchronously on the client's thread. Throws `RedisError`, or what `body` throws. The connection is kept unless one of
  /// its pipelines failed or the task was cancelled.
  public func run<Value: Sendable>(
    until deadline: ContinuousClock.Instant, _ body: sending (inout RedisSession) throws -> Value
  ) async throws -> Value {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try perform(until: deadline, cancellation, body)
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Closes the connection, after the run in flight; each later run throws `closed`. Closing twice is fine.
  public func close() async {
    isClosed = true
    connection = nil
  }

  private func perform<Value>(
    until deadline: ContinuousClock.Instant, _ cancellation: Cancellation, _ body: (inout RedisSession) throws -> Value
  ) throws -> Value {
    func failure(_ kind: RedisError.Kind, _ text: String) -> RedisError {
      RedisError(kind: kind, message: "redis at \(address): \(text)")
    }
    guard !isClosed else { throw failure(.closed, "the client is closed") }
    guard !cancellation.isCancelled else { throw failure(.cancelled, "the task was cancelled before its turn") }
    guard ContinuousClock.now < deadline else {
      throw failure(.timedOut, "no answer before the deadline: an earlier request is still waiting for one")
    }
    let connection = try connected(until: deadline, cancellation)
    connection.beginRun()
    cancellation.attach(connection.socket.descriptor)
    defer {
      // In this order: nobody may shut the descriptor down once it can be closed.
      cancellation.detach()
      if cancellation.isCancelled || connection.fault != nil { self.connection = nil }
    }
    var session = RedisSession(connection: connection, deadline: deadline, cancellation: cancellation)
    return try body(&session)
  }

  private func connected(until deadline: ContinuousClock.Instant, _ cancellation: Cancellation) throws -> RedisConnection {
    if let connection, connection.isReusable { return connection }
    // A server that was started anew has closed the old connection; that is no failure, and the new one is made at once.
    connection = nil
    let now = ContinuousClock.now
    if backoff.remaining(at: now) != nil {
      // Why there is no connection is what matters; when the next try comes depends on who asks next, if anybody does.
      throw RedisError(kind: .backingOff, message: lastFault?.message ?? "redis at \(address): connecting failed")
    }
    do {
      let limit = min(deadline, now.advanced(by: connectTimeout))
      let opened = try RedisConnection.open(address, name: name, limits: limits, until: limit, cancellation)
      backoff.succeeded()
      lastFault = nil
      connection = opened
      return opened
    } catch let error as RedisError {
      if error.kind != .cancelled {
        backoff.failed(at: .now, random: Double.random(in: 0...1))
        lastFault = error
      }
      throw error
    }
  }
}
