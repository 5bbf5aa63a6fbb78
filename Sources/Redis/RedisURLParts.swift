/// The parts of a Redis URL, cut apart; user, password and query decoded, host and path as they stand.
struct RedisURLParts {
  let scheme: String
  let user: String?
  let password: String?
  let host: Substring
  let path: Substring
  let query: [String: String]

  init(_ url: String) throws(RedisAddressError) {
    guard url.utf8.count <= 4096 else { throw RedisAddressError("a Redis URL is at most 4096 bytes") }
    guard url.unicodeScalars.allSatisfy({ HostileText.isPrintable($0) && $0 != " " }) else {
      throw RedisAddressError("a Redis URL holds no spaces and no control characters; percent-encode them")
    }
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else {
      throw RedisAddressError("a Redis URL begins with redis:// or unix://")
    }
    guard !url.contains("#") else { throw RedisAddressError("a Redis URL has no fragment; in a password write %23 for `#`") }
    scheme = url[..<colon].lowercased()
    var rest = url[url.index(colon, offsetBy: 3)...]
    if let mark = rest.firstIndex(of: "?") {
      query = try Self.items(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    } else {
      query = [:]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = rest[slash...]
    let authority = rest[..<slash]
    // The last @ counts, as with redis-py: a password may hold one, a host may not.
    guard let at = authority.lastIndex(of: "@") else {
      host = authority
      user = nil
      password = nil
      return
    }
    host = authority[authority.index(after: at)...]
    let credentials = authority[..<at]
    let separator = credentials.firstIndex(of: ":") ?? credentials.endIndex
    let name = try RedisAddress.percentDecoded(credentials[..<separator], "user")
    user = name.isEmpty ? nil : name
    if separator == credentials.endIndex {
      guard user != nil else { throw RedisAddressError("before the `@` stands user:password or :password") }
      password = nil
    } else {
      password = try Self.nonEmpty(RedisAddress.percentDecoded(credentials[credentials.index(after: separator)...], "password"), "password")
    }
  }

  private static func items(_ text: Substring) throws(RedisAddressError) -> [String: String] {
    var items: [String: String] = [:]
    for item in text.split(separator: "&", omittingEmptySubsequences: true) {
      let sign = item.firstIndex(of: "=") ?? item.endIndex
      let name = String(item[..<sign])
      guard ["db", "username", "password"].contains(name), sign < item.endIndex else {
        throw RedisAddressError("the query of a Redis URL holds only db=, username= and password=")
      }
      let value = try nonEmpty(RedisAddress.percentDecoded(item[item.index(after: sign)...], name), name)
      guard items.updateValue(value, forKey: name) == nil else {
        throw RedisAddressError("`\(name)` stands once in the query of a Redis URL")
      }
    }
    return items
  }

  /// An empty password or user is most often a variable that was not set; to connect without one would be a silent fault.
  private static func nonEmpty(_ value: String, _ what: String) throws(RedisAddressError) -> String {
    guard !value.isEmpty else { throw RedisAddressError("the \(what) is not empty; leave it out altogether if there is none") }
    return value
  }
}
