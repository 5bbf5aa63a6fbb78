internal import Glibc

/// A listening socket on a free port of 127.0.0.1, for servers that misbehave.
public final class Listener: Sendable {
  /// The listening descriptor, open as long as this value.
  public let descriptor: Int32
  /// The port.
  public let port: Int

  /// Listens.
  public init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw RedisServer.Failure(description: "socket: \(errno)") }
    var address = Loopback.address(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The address lives for the calls.
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    self.descriptor = descriptor
    port = Int(in_port_t(bigEndian: address.sin_port))
    guard bound else {
      throw RedisServer.Failure(description: "bind: \(errno)")
    }
  }

  deinit {
    close(descriptor)
  }
}
