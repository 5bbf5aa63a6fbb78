/// The parts of an address that curl can only read in this one way: what could be read in two ways is refused.
struct HTTPAddress {
  let scheme: String
  let hasUserInfo: Bool
  /// Host and port, as written.
  let location: String
  let path: String
  /// Without the question mark.
  let query: String?

  init(_ url: String) throws(HTTPAddressError) {
    guard url.utf8.count <= 8192 else { throw HTTPAddressError(message: "an address has at most 8192 bytes") }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw HTTPAddressError(
        message: "an address is plain ASCII without spaces and control characters: other characters are percent-encoded")
    }
    guard !url.utf8.contains(where: { $0 == 0x5C || $0 == 0x23 }) else {
      throw HTTPAddressError(message: "an address has neither a backslash nor a fragment (`#`)")
    }
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else {
      throw HTTPAddressError(message: "an address starts with `http://` or `https://`")
    }
    scheme = url[..<colon].lowercased()
    guard scheme == "http" || scheme == "https" else {
      throw HTTPAddressError(message: "an address starts with `http://` or `https://`")
    }
    let rest = url[url.index(colon, offsetBy: 3)...]
    let pathStart = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let authority = rest[..<pathStart]
    let tail = rest[pathStart...]
    let mark = tail.firstIndex(of: "?")
    path = String(tail[..<(mark ?? tail.endIndex)])
    query = mark.map { String(tail[tail.index(after: $0)...]) }
    let at = authority.lastIndex(of: "@")
    hasUserInfo = at != nil
    if let at, authority[..<at].contains("@") {
      throw HTTPAddressError(message: "an `@` in a user name or password is written `%40`")
    }
    let place = at.map { authority[authority.index(after: $0)...] } ?? authority
    location = String(place)
    try Self.check(location: place)
  }

  private static func check(location: Substring) throws(HTTPAddressError) {
    let host: Substring
    let port: Substring?
    if location.hasPrefix("[") {
      guard let bracket = location.firstIndex(of: "]") else {
        throw HTTPAddressError(message: "an IPv6 address ends with `]`")
      }
      host = location[location.index(after: location.startIndex)..<bracket]
      let rest = location[location.index(after: bracket)...]
      guard rest.isEmpty || rest.hasPrefix(":") else {
        throw HTTPAddressError(message: "an IPv6 address is followed by a port or the path")
      }
      port = rest.isEmpty ? nil : rest.dropFirst()
      guard host.contains(":"), host.utf8.allSatisfy({ isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }) else {
        throw HTTPAddressError(message: "brackets hold an IPv6 address without a zone")
      }
    } else {
      let colon = location.firstIndex(of: ":")
      host = location[..<(colon ?? location.endIndex)]
      port = colon.map { location[location.index(after: $0)...] }
      guard !host.isEmpty else { throw HTTPAddressError(message: "an address names a host") }
      guard host.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }) else {
        throw HTTPAddressError(message: "a host is made of letters, digits, `-`, `.` and `_`, or is an IPv6 address in brackets")
      }
    }
    if let port {
      guard port.utf8.count <= 5, port.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(port), (1...65535).contains(number)
      else { throw HTTPAddressError(message: "a port is a number from 1 to 65535") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
