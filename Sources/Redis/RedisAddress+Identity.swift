#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension RedisAddress {
  /// The same text for addresses that lead to one database by what stands in them: the many ways to write an IP address, this machine, and a
  /// path. What only a name server, a link in the file system or the server itself knows is not asked. Never holds user or password.
  public var identity: String {
    switch endpoint {
    case .tcp(let host, let port): "\(Self.identity(ofHost: host)):\(port)/\(database)"
    case .unix(let path): "\(Self.identity(ofPath: path))?db=\(database)"
    }
  }

  private static let thisMachine = "localhost"

  private static func identity(ofHost host: String) -> String {
    var name = host.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    if name == thisMachine { return thisMachine }
    // The structures live for the call.
    var four = in_addr()
    if unsafe inet_aton(name, &four) == 1 { return identity(ofIPv4: UInt32(bigEndian: four.s_addr)) }
    var six = [UInt8](repeating: 0, count: 16)
    guard unsafe inet_pton(AF_INET6, name, &six) == 1 else { return name }
    if six[..<15].allSatisfy({ $0 == 0 }), six[15] <= 1 { return thisMachine }
    // An IPv4 address in the clothes of IPv6: ::ffff:127.0.0.1.
    if six[..<10].allSatisfy({ $0 == 0 }), six[10] == 0xFF, six[11] == 0xFF {
      return identity(ofIPv4: six[12...].reduce(0) { $0 << 8 | UInt32($1) })
    }
    return "[" + six.map { String($0, radix: 16) }.joined(separator: ".") + "]"
  }

  /// 127.0.0.1 is this machine, and so is 0.0.0.0 for whoever connects to it. Another address of 127.0.0.0/8 may have servers of its own.
  private static func identity(ofIPv4 address: UInt32) -> String {
    address == 0x7F00_0001 || address == 0
      ? thisMachine : [24, 16, 8, 0].map { "\(address >> UInt32($0) & 0xFF)" }.joined(separator: ".")
  }

  private static func identity(ofPath path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    // On Linux the one is a link to the other.
    if parts.starts(with: ["var", "run"]) { parts.removeFirst() }
    return "/" + parts.joined(separator: "/")
  }
}
