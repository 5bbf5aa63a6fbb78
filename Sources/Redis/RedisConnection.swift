internal import Glibc

/// One connection: a socket, a parser and what is to be sent. Used from the client's executor alone.
///
/// Safe to use although it stores a raw buffer: nothing outside sees it, and it is freed once, at the end.
@safe
final class RedisConnection {
  /// Pending output is kept below this, unless a single command is larger.
  private static let outputBytes = 256 << 10
  private static let inputBytes = 256 << 10

  let socket: Socket
  private let address: RedisAddress
  private let reader: ReplyReader
  /// Owned, freed in `deinit`.
  private let input: UnsafeMutableRawBufferPointer
  private var output = CommandBuffer()
  /// Set once the connection is of no use any more; each later exchange throws it again.
  private(set) var fault: RedisError?
  /// Whether bytes were sent since the run began.
  private var hasSent = false

  init(socket: Socket, address: RedisAddress, limits: RedisLimits) throws {
    guard let reader = ReplyReader(limits: limits) else {
      throw RedisError(kind: .unreachable, message: "redis at \(address): no memory for a reader")
    }
    self.socket = socket
    self.address = address
    self.reader = reader
    unsafe input = .allocate(byteCount: Self.inputBytes, alignment: 64)
  }

  deinit {
    unsafe input.deallocate()
  }

  /// Whether the connection can serve another run: sound, open, and nothing unasked-for to read.
  var isReusable: Bool { fault == nil && socket.isQuiet }

  /// Forgets what earlier runs sent.
  func beginRun() {
    hasSent = false
  }

  /// Sends `count` commands and hands their replies to the visitor, sending and reading at the same time.
  ///
  /// Any error leaves the connection broken, except for one that `encode` throws before a byte of this exchange is sent.
  func exchange(
    _ count: Int, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation,
    encode: (Int, inout CommandBuffer) throws -> Void, visitor: any ReplyVisitor
  ) throws {
    if let fault { throw fault }
    var encoded = 0
    var answered = 0
    var sent = 0
    var isWritable = true
    do {
      while answered < count {
        if encoded < count, output.pending < Self.outputBytes / 2 { try fill(&encoded, of: count, encode) }
        if isWritable, output.pending > 0 {
          // Tried without asking first: most often there is room.
          if cancellation.isCancelled { throw Socket.Interruption.cancelled }
          do {
            sent += try flush()
          } catch .failed {
            // The server may have said why before it closed: its words are read until the end comes.
            isWritable = false
          }
        }
        let wanted = isWritable && output.pending > 0 ? Int32(POLLIN) | Int32(POLLOUT) : Int32(POLLIN)
        let events = try socket.wait(for: wanted, until: deadline, cancellation)
        if events & ~Int32(POLLOUT) != 0 { try receive(&answered, expected: encoded, visitor) }
      }
      guard output.pending == 0 else { throw ReplyReader.Fault(text: "the server answered before it was asked") }
    } catch {
      let failure = explained(error, answered: answered, of: count, cancellation)
      if sent == 0, failure as? RedisError == nil || (failure as? RedisError)?.kind == .invalidCommand {
        output = CommandBuffer()
      } else {
        // What the caller's own code threw travels on, but the connection has replies outstanding.
        fault =
          failure as? RedisError
          ?? RedisError(
            kind: .connectionLost, message: "redis at \(address): the connection was given up, since a pipeline was left half-way",
            commandsMayHaveRun: hasSent)
      }
      throw failure
    }
  }

  private func fill(_ encoded: inout Int, of count: Int, _ encode: (Int, inout CommandBuffer) throws -> Void) throws {
    output.compact()
    while encoded < count, output.pending < Self.outputBytes {
      let before = output.commands
      do {
        try encode(encoded, &output)
      } catch {
        throw EncodingFailure(underlying: error)
      }
      if !output.isComplete || output.commands != before + 1 {
        let rule = output.fault ?? "each call of the encoder writes exactly one whole command"
        throw RedisError(
          kind: .invalidCommand, message: "command \(encoded) for redis at \(address) was not sent: \(rule)", commandsMayHaveRun: hasSent)
      }
      encoded += 1
    }
  }

  private func flush() throws(Socket.Interruption) -> Int {
    let count = try socket.send(output.bytes, from: output.head)
    if count > 0 { hasSent = true }
    output.sent(count)
    return count
  }

  private func receive(_ answered: inout Int, expected: Int, _ visitor: any ReplyVisitor) throws {
    // The buffer lives as long as the connection, and nothing keeps the pointer.
    switch unsafe try socket.receive(into: input) {
    case .nothingYet: return
    case .end: throw Ended()
    case .bytes(let count):
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: input[..<count])
      unsafe try reader.consume(bytes, answered: &answered, expected: expected, visitor: visitor)
    }
  }

  /// The server closed the connection.
  private struct Ended: Error {}

  /// What the caller's encoder threw, kept apart from our own errors, which may have the same type.
  private struct EncodingFailure: Error {
    let underlying: any Error
  }

  private func explained(_ error: any Error, answered: Int, of count: Int, _ cancellation: Cancellation) -> any Error {
    func failure(_ kind: RedisError.Kind, _ text: String) -> RedisError {
      let progress = count == 1 ? "" : " (\(answered) of \(count) commands were answered)"
      return RedisError(kind: kind, message: "redis at \(address): \(text)\(progress)", commandsMayHaveRun: hasSent)
    }
    // A cancelled socket looks like one that the server closed.
    if cancellation.isCancelled, !(error is EncodingFailure) { return failure(.cancelled, "the task was cancelled") }
    return switch error {
    case let error as EncodingFailure: error.underlying
    case let error as RedisError: error
    case let error as ReplyReader.Fault: failure(.brokenProtocol, error.text)
    case is Ended:
      failure(.connectionLost, "the server closed the connection" + (reader.isInMidReply ? " in the middle of a reply" : ""))
    case Socket.Interruption.timedOut: failure(.timedOut, "no answer before the deadline")
    case Socket.Interruption.failed(let code): failure(.connectionLost, "the connection broke: \(Socket.text(code))")
    default: error
    }
  }
}
