/// Reads how often a service manager wants to be told that the host lives.
enum WatchdogTime {
  /// Seconds of the watchdog for a process; nil where there is none, it is meant for another process, or the text is no time.
  static func seconds(_ environment: [String: String], process: Int32) -> Double? {
    guard let text = environment["WATCHDOG_USEC"], let microseconds = UInt64(text), microseconds > 0, microseconds < UInt64.max else {
      return nil
    }
    if let owner = environment["WATCHDOG_PID"], Int32(owner) != process { return nil }
    return Double(microseconds) / 1e6
  }

  /// Seconds between two signs of life: a third, so that one may be lost.
  static func pace(_ seconds: Double?) -> Double { min(max((seconds ?? 30) / 3, 0.05), 10) }
}
