/// Where the server listens.
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// What kind of address it is.
  enum Place: Sendable, Equatable {
    case socket(host: String, port: Int)
    case file(path: String)
  }

  /// What is wrong with an address as it was written.
  public struct Malformed: Error, CustomStringConvertible {
    /// The rule that it breaks, for a person.
    public let description: String
  }

  let place: Place

  /// A port of an address of this machine; port 0 takes a free one.
  public init(host: String, port: Int) {
    place = .socket(host: host, port: port)
  }

  /// Reads `127.0.0.1:8049`, `[::1]:8049`, `localhost:8049` or `unix:/run/governor.sock`.
  public init(_ text: String) throws(Malformed) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard path.hasPrefix("/") else { throw Malformed(description: "the path of a Unix socket starts with `/`") }
      // The system's own limit for such a path, its end included, is 108.
      guard path.utf8.count < 108 else { throw Malformed(description: "the path of a Unix socket has 107 bytes at the most") }
      place = .file(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { throw Malformed(description: "as in 127.0.0.1:8049, or unix: and a path") }
    guard let port = Self.port(text[text.index(after: colon)...]) else {
      throw Malformed(description: "the port is a number from 0 to 65535")
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard IPAddress(String(host))?.isVersion6 == true else { throw Malformed(description: "what stands in brackets is an IPv6 address") }
    } else {
      guard !host.contains(":") else { throw Malformed(description: "an IPv6 address stands in brackets, as in [::1]:8049") }
    }
    // A name is asked for at start, and might mean another address at the next.
    guard host == "localhost" || IPAddress(String(host)) != nil else {
      throw Malformed(description: "the address is an IP address or localhost")
    }
    place = .socket(host: String(host), port: port)
  }

  /// A port as it stands in an address, or in the environment.
  public static func port(_ text: some StringProtocol) -> Int? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text), port <= 65_535 else {
      return nil
    }
    return port
  }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool {
    switch place {
    case .socket(let host, _): host == "localhost" || IPAddress(host)?.isLoopback == true
    case .file: true
    }
  }

  /// The same with the port that the system chose.
  func listening(on port: Int?) -> ListenAddress {
    guard case .socket(let host, _) = place, let port else { return self }
    return ListenAddress(host: host, port: port)
  }

  /// The port; nil for a Unix socket.
  public var port: Int? {
    if case .socket(_, let port) = place { return port }
    return nil
  }

  /// The address as it is written.
  public var description: String {
    switch place {
    case .socket(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .file(let path): "unix:\(path)"
    }
  }
}
