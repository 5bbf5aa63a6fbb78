internal import Glibc

/// A connected or connecting stream socket that does not block; closed when the last reference goes.
final class Socket {
  /// Why an operation did not happen.
  enum Interruption: Error {
    case timedOut
    case cancelled
    case failed(Int32)
  }

  /// What reading gave.
  enum Received {
    case bytes(Int)
    case nothingYet
    case end
  }

  let descriptor: Int32

  /// Takes the descriptor over.
  init(taking descriptor: Int32) {
    self.descriptor = descriptor
    // hiredis 0.14 opens sockets that child processes would inherit.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    close(descriptor)
  }

  /// Waits until one of `events` holds, or the socket has an error or is hung up.
  func wait(
    for events: Int32, until deadline: ContinuousClock.Instant, _ cancellation: Cancellation
  ) throws(Interruption) -> Int32 {
    while true {
      if cancellation.isCancelled { throw .cancelled }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw .timedOut }
      let (seconds, attoseconds) = left.components
      // Rounded up, and in pieces of an hour at most, so that any deadline fits.
      let milliseconds = seconds >= 3600 ? 3_600_000 : Int32(seconds) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
      var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
      // One entry, which lives for the call.
      let ready = unsafe poll(&entry, 1, milliseconds)
      if ready > 0 {
        if cancellation.isCancelled { throw .cancelled }
        return Int32(entry.revents)
      }
      if ready < 0, errno != EINTR { throw .failed(errno) }
    }
  }

  /// Sends what the socket takes at once of the bytes from `start` on; never raises SIGPIPE.
  func send(_ bytes: [UInt8], from start: Int) throws(Interruption) -> Int {
    while true {
      // The pointer is used inside of the closure alone.
      let sent = unsafe bytes.withUnsafeBytes { whole in
        let raw = unsafe UnsafeRawBufferPointer(rebasing: whole[start...])
        return unsafe Glibc.send(descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if sent >= 0 { return sent }
      switch errno {
      case EINTR: continue
      case EAGAIN: return 0
      default: throw .failed(errno)
      }
    }
  }

  /// Reads what is there, up to the size of `buffer`.
  @unsafe
  func receive(into buffer: UnsafeMutableRawBufferPointer) throws(Interruption) -> Received {
    while true {
      let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .nothingYet
      default: throw .failed(errno)
      }
    }
  }

  /// Whether the socket is open with nothing to read, as one between two runs has to be.
  var isQuiet: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: POLLIN), revents: 0)
    while true {
      // One entry, which lives for the call.
      let ready = unsafe poll(&entry, 1, 0)
      if ready < 0, errno == EINTR { continue }
      return ready == 0
    }
  }

  /// The error that is pending on the socket, 0 if none; tells how connecting ended.
  var pendingError: Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    // Both variables live for the call.
    return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }

  /// The system's words for an error number, beginning in lower case.
  static func text(_ code: Int32) -> String {
    // glibc keeps the text per thread; it is copied at once.
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let text = unsafe String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
