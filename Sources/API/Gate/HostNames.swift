/// The names under which clients may call on the server. A page in a browser can have its own name mean an address of this machine; what
/// it then sends carries that name.
public struct HostNames: Sendable {
  private let names: Set<String>
  private let takesAnyAddress: Bool
  private let takesAnything: Bool

  /// The names of this machine for itself, the address at which the server listens, and others in lower case without port.
  public init(listening address: ListenAddress, others: [String] = []) {
    var names: Set<String> = ["localhost", "127.0.0.1", "::1"]
    names.formUnion(others.map { Self.name($0) ?? $0.lowercased() })
    switch address.place {
    case .socket(let host, _):
      let listening = IPAddress(host)
      names.insert(listening?.text ?? host.lowercased())
      // Whoever names an address and not a name asked no name server that could lie.
      takesAnyAddress = listening?.isWildcard == true
      takesAnything = false
    case .file:
      takesAnyAddress = true
      takesAnything = true
    }
    self.names = names
  }

  /// Whether a `Host` header names the server.
  func contains(_ header: String) -> Bool {
    guard let name = Self.name(header) else { return false }
    return takesAnything || names.contains(name) || (takesAnyAddress && IPAddress(name) != nil)
  }

  /// The name without port, brackets and the dot of the root, in lower case; nil where the header is malformed.
  private static func name(_ header: String) -> String? {
    var name = header[...]
    if name.hasPrefix("[") {
      guard let end = name.firstIndex(of: "]") else { return nil }
      let rest = name[name.index(after: end)...]
      guard rest.isEmpty || (rest.hasPrefix(":") && ListenAddress.port(rest.dropFirst()) != nil) else { return nil }
      return IPAddress(String(name[name.index(after: name.startIndex)..<end]))?.text
    }
    if let colon = name.firstIndex(of: ":") {
      guard ListenAddress.port(name[name.index(after: colon)...]) != nil else { return nil }
      name = name[..<colon]
    }
    if name.hasSuffix(".") { name = name.dropLast() }
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return name.lowercased()
  }
}
