extension RedisAddress {
  static func tcp(host text: Substring) throws(RedisAddressError) -> Endpoint {
    var host = text
    var port: Substring?
    if text.first == "[" {
      guard let close = text.firstIndex(of: "]") else {
        throw RedisAddressError("an IPv6 address stands between brackets: [::1]")
      }
      host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      if rest.first == ":" {
        port = rest.dropFirst()
      } else if !rest.isEmpty {
        throw RedisAddressError("only :port follows the bracket of an IPv6 address")
      }
      guard host.contains(":"), host.utf8.allSatisfy(isIPv6) else {
        throw RedisAddressError("between brackets stands an IPv6 address, as in [::1]")
      }
    } else {
      let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
      guard pieces.count <= 2 else {
        throw RedisAddressError("the host holds more than one `:`; an IPv6 address stands between brackets: [::1]")
      }
      host = pieces[0]
      port = pieces.count == 2 ? pieces[1] : nil
      guard !host.isEmpty else { throw RedisAddressError("a redis:// URL names a host") }
      guard host.utf8.count <= 253, host.utf8.allSatisfy(isHost) else {
        throw RedisAddressError("a host is at most 253 letters, digits, `-`, `_` and `.` of ASCII")
      }
    }
    return .tcp(host: String(host), port: try port.map(Self.port) ?? 6379)
  }

  static func unix(path text: Substring) throws(RedisAddressError) -> Endpoint {
    guard text.first == "/" else { throw RedisAddressError("a unix:// URL names the absolute path of a socket") }
    let path = try percentDecoded(text, "path")
    guard path.utf8.count > 1, path.utf8.last != UInt8(ascii: "/") else {
      throw RedisAddressError("the path of a socket names a file, not a directory")
    }
    // sockaddr_un holds 108 bytes with the final zero, and hiredis cuts a longer path silently.
    guard path.utf8.count <= 107 else { throw RedisAddressError("the path of a Unix socket is at most 107 bytes") }
    guard path.unicodeScalars.allSatisfy(HostileText.isPrintable) else {
      throw RedisAddressError("the path of a socket holds no control characters")
    }
    return .unix(path: path)
  }

  static func database(_ text: Substring) throws(RedisAddressError) -> Int {
    // hiredis has no say here: SELECT takes a 32-bit index.
    guard let number = digits(text), number <= Int(Int32.max) else {
      throw RedisAddressError("the database is a whole number, 0 or more")
    }
    return number
  }

  private static func port(_ text: Substring) throws(RedisAddressError) -> Int {
    guard let number = digits(text), (1...65535).contains(number) else {
      throw RedisAddressError("the port is a number between 1 and 65535")
    }
    return number
  }

  /// A number of ASCII digits alone; `Int` would take a sign as well.
  private static func digits(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func isIPv6(_ byte: UInt8) -> Bool {
    isHost(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "%")  // % begins a zone: fe80::1%eth0
  }

  /// Undoes percent-encoding; `what` names the part in the error.
  static func percentDecoded(_ text: Substring, _ what: String) throws(RedisAddressError) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hex), let low = rest.popFirst().flatMap(hex) else {
        throw RedisAddressError("in the \(what), `%` is followed by two hexadecimal digits; a percent sign itself is %25")
      }
      bytes.append(high << 4 | low)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw RedisAddressError("the \(what) is UTF-8 once its percent-encoding is undone")
    }
    guard !decoded.utf8.contains(0) else { throw RedisAddressError("the \(what) holds no zero byte") }
    return decoded
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
