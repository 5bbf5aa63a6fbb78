#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The socket on which a service manager listens, as `NOTIFY_SOCKET` names it: a path, or `@` and an abstract name.
///
/// Sending never waits and never fails loudly: a manager that is away is no fault of the host.
final class NotifySocket: Sendable {
  private let descriptor: Int32
  private let address: sockaddr_un
  private let length: socklen_t

  /// Nil where the variable is not set or names no socket.
  init?(_ name: String?) {
    guard let name, let first = name.utf8.first, !name.utf8.contains(0) else { return nil }
    var bytes = Array(name.utf8)
    switch first {
    case UInt8(ascii: "/"): bytes.append(0)
    case UInt8(ascii: "@"): bytes[0] = 0
    default: return nil
    }
    var address = sockaddr_un()
    // The kernel's place for a name has 108 bytes.
    guard bytes.count > 1, bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    self.address = address
    // An abstract name ends where its length says, not at a zero.
    length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Sends lines as one message; false where nobody took it.
  @discardableResult
  func send(_ lines: [String]) -> Bool {
    // A line break in a text would begin another word.
    let text = Array(lines.map { $0.replacing("\n", with: " ") }.joined(separator: "\n").utf8)
    var address = address
    let length = length
    // The address lives for the call.
    let sent = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), address, length)
      }
    }
    return sent == text.count
  }
}
