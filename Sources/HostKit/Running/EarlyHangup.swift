internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Remembers a SIGHUP that comes before the host is up. By itself it would end the process, and systemd does not start one anew that SIGHUP
/// ended.
enum EarlyHangup {
  private static let hasCome = Atomic(false)

  /// Remembers from now on, until somebody else listens to the signal.
  static func remember() {
    // The flag is made before a signal can ask for it.
    hasCome.store(false, ordering: .relaxed)
    _ = signal(SIGHUP) { _ in EarlyHangup.hasCome.store(true, ordering: .relaxed) }
  }

  /// Whether one has come; the next call says no.
  static func take() -> Bool { hasCome.exchange(false, ordering: .relaxed) }
}
