internal import Dispatch

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writes to standard output on a queue of its own, because a pipe that nobody reads blocks.
struct StandardOutput: Sendable {
  private let queue = DispatchQueue(label: "console")

  private let descriptor: Int32

  /// What is written to may be another open file, for tests.
  init(descriptor: Int32 = STDOUT_FILENO) {
    self.descriptor = descriptor
  }

  /// Writes the whole text; false where standard output is closed, or was not read before the deadline.
  func write(_ text: String, until deadline: ContinuousClock.Instant) async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: writeAll(Array(text.utf8), until: deadline)) }
    }
  }

  private func writeAll(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
    // The pointer is used inside of the closure alone.
    unsafe bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        guard let start = buffer.baseAddress else { return true }
        guard isReady(until: deadline) else { return false }
        // A pipe that is ready takes this much without blocking.
        let count = unsafe system(start + sent, min(buffer.count - sent, 4096))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  /// Waits until something can be written, or has gone wrong, which the write then tells.
  private func isReady(until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let (seconds, attoseconds) = max(deadline - .now, .zero).components
      let milliseconds = min(seconds, 3600) * 1000 + attoseconds / 1_000_000_000_000_000
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      // The entry lives for the call.
      let count = unsafe poll(&entry, 1, Int32(milliseconds))
      if count > 0 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }

  private func system(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, start, count)
    #else
      unsafe Musl.write(descriptor, start, count)
    #endif
  }
}
