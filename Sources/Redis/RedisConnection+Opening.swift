extension RedisConnection {
  /// Connects and greets: AUTH, CLIENT SETNAME and SELECT as the address and the name ask for, or else PING, so that a server that does
  /// not answer or lets nobody in is noticed here.
  static func open(
    _ address: RedisAddress, name: String?, limits: RedisLimits, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation
  ) throws -> RedisConnection {
    do {
      let socket = try Socket.connect(to: address, until: deadline, cancellation)
      let connection = try RedisConnection(socket: socket, address: address, limits: limits)
      cancellation.attach(socket.descriptor)
      defer { cancellation.detach() }
      try connection.greet(address, name: name, until: deadline, cancellation)
      return connection
    } catch let error as RedisError {
      // None of the caller's own commands was sent yet.
      throw RedisError(kind: error.kind, message: error.message)
    } catch Socket.Interruption.timedOut {
      throw RedisError(kind: .timedOut, message: "redis at \(address): no connection in the time allowed")
    } catch Socket.Interruption.cancelled {
      throw RedisError(kind: .cancelled, message: "redis at \(address): the task was cancelled while connecting")
    } catch Socket.Interruption.failed(let code) {
      throw RedisError(kind: .unreachable, message: "redis at \(address): cannot connect: \(Socket.text(code))")
    }
  }

  private func greet(
    _ address: RedisAddress, name: String?, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation
  ) throws {
    var commands: [[String]] = []
    if let password = address.password {
      commands.append(["AUTH"] + (address.username.map { [$0] } ?? []) + [password])
    }
    if let name { commands.append(["CLIENT", "SETNAME", name]) }
    if address.database != 0 { commands.append(["SELECT", "\(address.database)"]) }
    if commands.isEmpty { commands = [["PING"]] }
    // One at a time, so that what AUTH says is not followed by what it causes.
    for command in commands {
      let answer = GreetingVisitor()
      try exchange(
        1, until: deadline, cancellation,
        encode: { _, buffer in
          buffer.command(arguments: command.count)
          buffer.arguments(EncodedArguments(command))
        }, visitor: answer)
      // The name is for people who look at the server: an account that may not give itself one can do its work all the same.
      if command[0] == "CLIENT", answer.isForbidden { continue }
      guard answer.isAccepted else {
        let verb = command[0]
        let text =
          answer.error.map { HostileText.shown($0, withholding: [address.password, address.username]) }
          ?? "an answer that is no status"
        // Any command is answered so; which one came first says nothing.
        let isLockedOut = address.password == nil && text.hasPrefix("NOAUTH")
        let message = isLockedOut ? "it wants a password, and the connection has none: \(text)" : "\(verb) was answered with: \(text)"
        throw RedisError(kind: .refused, message: "redis at \(address): \(message)")
      }
    }
  }
}
