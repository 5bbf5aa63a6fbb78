/// Rules for the addresses that ``HTTPFetcher`` takes. Pure: no I/O.
public enum HTTPFetch {
  /// Checks that an address can be fetched: `http://` or `https://`, a host, an optional port, path and query, plain ASCII.
  ///
  /// - Throws: ``HTTPAddressError`` with the rule that is broken; it repeats nothing of the address.
  public static func check(url: String) throws(HTTPAddressError) { _ = try HTTPAddress(url) }

  /// The address for logs and messages: user name, password and all values of the query are replaced by `<redacted>`.
  ///
  /// The path stays, so a secret does not belong there. Of an address that ``check(url:)`` refuses nothing is shown, since one cannot tell
  /// what in it is a secret.
  public static func redacted(_ url: String) -> String {
    guard let address = try? HTTPAddress(url) else { return "<invalid address>" }
    var text = "\(address.scheme)://"
    if address.hasUserInfo { text += "<redacted>@" }
    text += address.location + address.path
    guard let query = address.query else { return text }
    let fields = query.split(separator: "&", omittingEmptySubsequences: false).map { field in
      // A field without `=` may be a bare token.
      guard let equals = field.firstIndex(of: "=") else { return field.isEmpty ? "" : "<redacted>" }
      return field[..<equals] + "=<redacted>"
    }
    return text + "?" + fields.joined(separator: "&")
  }

  /// Outside text for a message: printable ASCII only, at most 200 characters.
  static func plain(_ text: String) -> String {
    let cleaned = text.utf8.prefix(200).map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x3F }
    return String(decoding: cleaned, as: UTF8.self)
  }
}
