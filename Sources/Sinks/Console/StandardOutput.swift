internal import Dispatch
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writes to standard output on a queue of its own, because a pipe that nobody reads blocks.
struct StandardOutput: Sendable {
  private let queue = DispatchQueue(label: "console")

  /// Writes the whole text; false where standard output is closed.
  func write(_ text: String) async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Self.writeAll(Array(text.utf8))) }
    }
  }

  private static func writeAll(_ bytes: [UInt8]) -> Bool {
    // The pointer is used inside of the closure alone.
    unsafe bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        guard let start = buffer.baseAddress else { return true }
        let count = unsafe Self.system(start + sent, buffer.count - sent)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  private static func system(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(STDOUT_FILENO, start, count)
    #else
      unsafe Musl.write(STDOUT_FILENO, start, count)
    #endif
  }
}
