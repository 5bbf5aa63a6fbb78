#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The calls of the system that have the same name as something of ours, and its words.
enum System {
  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Musl.close(descriptor)
    #endif
  }

  static func kill(_ process: pid_t, _ signal: Int32) {
    #if canImport(Glibc)
      _ = Glibc.kill(process, signal)
    #else
      _ = Musl.kill(process, signal)
    #endif
  }

  /// The words for an error number, beginning in lower case.
  static func text(_ code: Int32) -> String {
    // The text is the thread's own; it is copied at once.
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let text = unsafe String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// How long `poll` may wait; in pieces of an hour at most, rounded up.
  static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let (seconds, attoseconds) = max(deadline - .now, .zero).components
    guard seconds < 3600 else { return 3_600_000 }
    return Int32(seconds) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + (attoseconds > 0 ? 1 : 0)
  }
}
