internal import Glibc

/// Ports and sockets of this machine.
public enum Loopback {
  /// A port of 127.0.0.1 that nobody listens on.
  public static func freePort() throws -> Int {
    try Listener().port
  }

  /// Whether something accepts connections on a Unix socket.
  static func answers(path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    return connects(AF_UNIX, address)
  }

  /// Whether something accepts connections on a port of 127.0.0.1.
  static func answers(port: Int) -> Bool {
    connects(AF_INET, address(port: port))
  }

  private static func connects<Address>(_ family: Int32, _ address: Address) -> Bool {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // The address is read during the call alone.
    return unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
      }
    }
  }

  static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return address
  }
}
