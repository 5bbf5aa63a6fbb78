internal import CHiredis
internal import Glibc

extension Socket {
  /// Connects with hiredis, which resolves the name and prepares the socket, and waits for the connection here.
  ///
  /// hiredis' own waiting cannot be cancelled, so its non-blocking variant is used. Resolving a name blocks as long as the system's
  /// resolver does; there is no deadline for it.
  static func connect(
    to address: RedisAddress, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation
  ) throws -> Socket {
    func unreachable(_ text: String) -> RedisError {
      RedisError(kind: .unreachable, message: "redis at \(address): \(text)")
    }
    let context: UnsafeMutablePointer<redisContext>? =
      switch address.endpoint {
      case .tcp(let host, let port): unsafe redisConnectNonBlock(host, Int32(port))
      case .unix(let path): unsafe redisConnectUnixNonBlock(path)
      }
    // The context belongs to this function: one of the two calls below frees it.
    guard let context = unsafe context else { throw unreachable("no memory for a connection") }
    guard unsafe context.pointee.err == 0 else {
      let text = unsafe HostileText.shown(Array(String(cString: chiredis_context_error(context)).utf8))
      unsafe redisFree(context)
      throw unreachable("cannot connect: \(text.prefix(1).lowercased() + text.dropFirst())")
    }
    if case .tcp = address.endpoint { _ = unsafe redisEnableKeepAlive(context) }
    let socket = unsafe Socket(taking: redisFreeKeepFd(context))

    cancellation.attach(socket.descriptor)
    defer { cancellation.detach() }
    _ = try socket.wait(for: Int32(POLLOUT), until: deadline, cancellation)
    let code = socket.pendingError
    guard code == 0 else { throw unreachable("cannot connect: \(Self.text(code))") }
    return socket
  }
}
