internal import NIOCore

/// An IP address, and what kind it is.
struct IPAddress: Equatable {
  /// The address as the system writes it, which is one way only: `127.0.0.1`, `::1`, `::ffff:127.0.0.1`.
  let text: String

  /// The address that a text is; nil where it is none.
  init?(_ text: String) {
    guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
    self.init(address)
  }

  /// The address of one end of a connection; nil where that has none.
  init?(_ address: SocketAddress) {
    guard let text = address.ipAddress else { return nil }
    self.text = text
  }

  /// Whether it is of version 6.
  var isVersion6: Bool { text.contains(":") }

  /// Whether it is one of this machine that no other can reach: 127.0.0.0/8, also in the form of version 6, or ::1.
  var isLoopback: Bool { text == "::1" || text.hasPrefix("127.") || text.hasPrefix("::ffff:127.") }

  /// Whether it stands for all addresses of the machine.
  var isWildcard: Bool { text == "0.0.0.0" || text == "::" }
}
